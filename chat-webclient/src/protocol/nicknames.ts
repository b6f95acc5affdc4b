import { Emitter } from "./emitter";
import { NS } from "./namespaces";
import type { Pep } from "./pep";
import { xml } from "./xml";

const LONGEST = 100;

/** What people call themselves (XEP-0172 1.1). Anybody can call themselves anything: an address says more. */
export class Nicknames extends Emitter<{ changed: ReadonlyMap<string, string> }> {
  private known: ReadonlyMap<string, string> = new Map();

  constructor(private readonly pep: Pep) {
    super();
    pep.follow(NS.nick, ({ owner, items, retracted, isEmptied }) => {
      const nick = items.at(-1)?.payload?.textContent ?? undefined;
      if (nick !== undefined || retracted.length > 0 || isEmptied) {
        this.set(owner, nick);
      }
    });
  }

  restore(nicknames: readonly (readonly [string, string])[]): void {
    this.known = new Map(nicknames);
    this.emit("changed", this.known);
  }

  /** One's own is needed before the server tells it unasked: rooms are joined with it. */
  async loadOwn(account: string): Promise<void> {
    const items = await this.pep.items(undefined, NS.nick);
    this.set(account, items.at(-1)?.payload?.textContent ?? undefined);
  }

  get all(): ReadonlyMap<string, string> {
    return this.known;
  }

  /** An empty one takes it away. */
  async publish(nick: string): Promise<void> {
    const options = { "pubsub#access_model": "presence" };
    await this.pep.publish(NS.nick, "current", xml("nick", { xmlns: NS.nick }, nick.trim()), options);
  }

  private set(owner: string, nick: string | undefined): void {
    const text = nick?.replace(/\s+/g, " ").trim().slice(0, LONGEST) ?? "";
    const changed = new Map(this.known);
    text === "" ? changed.delete(owner) : changed.set(owner, text);
    this.known = changed;
    this.emit("changed", changed);
  }
}
