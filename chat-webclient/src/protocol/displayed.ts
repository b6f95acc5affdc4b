import { Emitter } from "./emitter";
import { NS } from "./namespaces";
import { type Pep, type PepItem, PRIVATE } from "./pep";
import { attribute, child, xml } from "./xml";

/** Up to which message a conversation was read, on whichever device. */
export interface Position {
  readonly conversation: string;
  /** The id in the archive of the account, or of the room (XEP-0359). */
  readonly stanzaId: string;
}

/** What the devices of one person have shown (XEP-0490 1.0.0). */
export class Displayed extends Emitter<{ moved: Position }> {
  constructor(private readonly pep: Pep) {
    super();
    pep.followOwn(NS.displayed, (event) => this.read(event.items));
  }

  async load(): Promise<void> {
    this.read(await this.pep.items(undefined, NS.displayed));
  }

  private read(items: readonly PepItem[]): void {
    for (const { id, payload } of items) {
      const stanzaId = payload && attribute(child(payload, "stanza-id", NS.sid), "id");
      if (payload?.namespaceURI === NS.displayed && stanzaId !== undefined) {
        this.emit("moved", { conversation: id, stanzaId });
      }
    }
  }

  /** @param by whose archive the id is of: the account's, or the room's */
  async publish({ conversation, stanzaId }: Position, by: string): Promise<void> {
    const id = xml("stanza-id", { xmlns: NS.sid, by, id: stanzaId });
    await this.pep.publish(NS.displayed, conversation, xml("displayed", { xmlns: NS.displayed }, id), PRIVATE);
  }
}
