import type { Strophe } from "strophe.js";
import type { FastToken } from "./fastToken";

/** The keys a SCRAM login leaves: enough for the next one, and not the password. */
export type ScramKeys = Exclude<InstanceType<typeof Strophe.Connection>["pass"], string | null>;

/** What proves who somebody is. */
export type Credential =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "keys"; readonly keys: ScramKeys }
  | { readonly kind: "token"; readonly token: FastToken }
  | { readonly kind: "anonymous" };

export interface StreamRequest {
  readonly url: string;
  /** A bare address; the domain alone for guests. */
  readonly jid: string;
  readonly credential: Credential;
  readonly clientId: string;
  readonly wantsToken: boolean;
  /** The login is the last one of its token, and begins no session. */
  readonly invalidatesToken?: boolean;
}

/** A stream that is ready for stanzas. */
export interface StreamReady {
  readonly jid: string;
  readonly resumed: boolean;
  readonly carbons: boolean;
  readonly token?: FastToken | undefined;
  readonly keys?: ScramKeys | undefined;
}

/** Why a stream ended: decides whether another attempt makes sense. */
export type StreamEnd =
  | { readonly kind: "refused"; readonly condition: string; readonly text?: string | undefined }
  | { readonly kind: "unreachable"; readonly condition: string }
  | { readonly kind: "error"; readonly condition: string; readonly text?: string | undefined }
  | { readonly kind: "closed" };

export interface StreamListener {
  ready(ready: StreamReady): void;
  stanza(stanza: Element): void;
  /** Something arrived, whatever it was. */
  heard(): void;
  /** Stanzas that the server has taken over. */
  acknowledged(stanzas: readonly Element[]): void;
  /** The earlier session is gone; these stanzas of it were never acknowledged. */
  lost(stanzas: readonly Element[]): void;
  ended(end: StreamEnd): void;
}
