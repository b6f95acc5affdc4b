import type { Strophe } from "strophe.js";
import type { Exchange } from "./sasl2";

type Connection = InstanceType<typeof Strophe.Connection>;
export type Mechanism = InstanceType<typeof Strophe.SASLMechanism>;

/** A mechanism of Strophe's, driven by SASL2 instead of by Strophe. */
export class StropheExchange implements Exchange {
  constructor(
    private readonly connection: Connection,
    private readonly sasl: Mechanism,
  ) {}

  get mechanism(): string {
    return this.sasl.mechname;
  }

  async first(): Promise<Uint8Array> {
    this.sasl.onStart(this.connection);
    return this.sasl.isClientFirst ? latin1(await this.sasl.clientChallenge(this.connection)) : new Uint8Array();
  }

  async respond(challenge: Uint8Array): Promise<Uint8Array> {
    const response = await this.sasl.onChallenge(this.connection, String.fromCharCode(...challenge));
    if (response === false) {
      throw new Error("the challenge does not fit");
    }
    return latin1(response);
  }

  /** RFC 5802 §3: the server's signature shows that it has the account's keys. */
  accepts(data: Uint8Array | undefined): Promise<boolean> {
    const expected = this.connection._sasl_data["server-signature"];
    if (!this.mechanism.startsWith("SCRAM-")) {
      return Promise.resolve(true);
    }
    const text = data ? String.fromCharCode(...data) : "";
    return Promise.resolve(typeof expected === "string" && /(?:^|,)v=([^,]+)/.exec(text)?.[1] === expected);
  }
}

export function latin1(text: string | false): Uint8Array {
  return Uint8Array.from(text || "", (character) => character.charCodeAt(0));
}
