import type { Client } from "./client";
import { Emitter } from "./emitter";
import { NS } from "./namespaces";
import { IqError } from "./requests";
import { attribute, child, children, xml } from "./xml";

/** XEP-0191 1.3. */
export class Blocking extends Emitter<{ changed: ReadonlySet<string> }> {
  private blocked = new Set<string>();

  constructor(private readonly client: Client) {
    super();
    client.answer("set", NS.blocking, (iq, payload) => this.pushed(iq, payload));
  }

  async load(): Promise<void> {
    const answer = await this.client.iq("get", undefined, xml("blocklist", { xmlns: NS.blocking }));
    const list = child(answer, "blocklist", NS.blocking);
    this.set(list ? addresses(list) : []);
  }

  async block(jid: string): Promise<void> {
    await this.client.iq("set", undefined, xml("block", { xmlns: NS.blocking }, xml("item", { jid })));
  }

  async unblock(jid: string): Promise<void> {
    await this.client.iq("set", undefined, xml("unblock", { xmlns: NS.blocking }, xml("item", { jid })));
  }

  private pushed(iq: Element, payload: Element): undefined {
    const from = attribute(iq, "from");
    if (from !== undefined && from !== this.client.account) {
      throw new IqError("service-unavailable");
    }
    const changed = addresses(payload);
    if (payload.localName === "block") {
      this.set([...this.blocked, ...changed]);
    } else if (payload.localName === "unblock") {
      // without items all are unblocked
      this.set(changed.length === 0 ? [] : [...this.blocked].filter((each) => !changed.includes(each)));
    }
    return undefined;
  }

  private set(list: string[]): void {
    this.blocked = new Set(list);
    this.emit("changed", this.blocked);
  }
}

function addresses(element: Element): string[] {
  return children(element, "item").flatMap((each) => attribute(each, "jid") ?? []);
}
