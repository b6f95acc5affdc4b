import type { Client } from "./client";
import { Emitter } from "./emitter";
import { NS } from "./namespaces";
import { IqError } from "./requests";
import { attribute, child, children, childText, xml } from "./xml";

export interface Contact {
  readonly jid: string;
  readonly name?: string | undefined;
  readonly groups: readonly string[];
  readonly subscription: "none" | "to" | "from" | "both";
  readonly isAsked: boolean;
}

interface RosterEvents {
  /** All contacts, after each change. */
  changed: ReadonlyMap<string, Contact>;
  /** Somebody wants to see when we are online. */
  asked: { readonly jid: string; readonly nick?: string | undefined };
}

const SUBSCRIPTIONS = ["none", "to", "from", "both"] as const;

/** RFC 6121 §2 and §3: who the contacts are. */
export class Roster extends Emitter<RosterEvents> {
  private items = new Map<string, Contact>();

  constructor(private readonly client: Client) {
    super();
    client.answer("set", NS.roster, (iq, query) => this.pushed(iq, query));
    client.on("presence", (presence) => this.subscription(presence));
  }

  get contacts(): ReadonlyMap<string, Contact> {
    return this.items;
  }

  restore(contacts: readonly Contact[]): void {
    this.items = new Map(contacts.map((each) => [each.jid, each]));
    this.emit("changed", this.items);
  }

  async load(): Promise<void> {
    const answer = await this.client.iq("get", undefined, xml("query", { xmlns: NS.roster }));
    const query = child(answer, "query", NS.roster);
    this.restore(query ? children(query, "item").flatMap((item) => readContact(item) ?? []) : []);
  }

  /** Pushes come from the own account alone (RFC 6121 §2.1.6). */
  private pushed(iq: Element, query: Element): undefined {
    const from = attribute(iq, "from");
    if (from !== undefined && from !== this.client.account) {
      throw new IqError("service-unavailable");
    }
    for (const item of children(query, "item")) {
      const jid = attribute(item, "jid") ?? "";
      const contact = readContact(item);
      this.items = new Map(this.items);
      contact ? this.items.set(jid, contact) : this.items.delete(jid);
    }
    this.emit("changed", this.items);
    return undefined;
  }

  private subscription(presence: Element): void {
    if (attribute(presence, "type") === "subscribe") {
      const nick = childText(presence, "nick", NS.nick)?.slice(0, 100);
      this.emit("asked", { jid: attribute(presence, "from") ?? "", nick });
    }
  }

  async put(jid: string, name: string | undefined, groups: readonly string[]): Promise<void> {
    const item = xml("item", { jid, name: name || undefined }, ...groups.map((each) => xml("group", {}, each)));
    await this.client.iq("set", undefined, xml("query", { xmlns: NS.roster }, item));
  }

  /** Adds a contact, asks to see its presence and allows it to see ours. */
  async add(jid: string, name?: string, groups: readonly string[] = [], ownNickname?: string): Promise<void> {
    await this.put(jid, name, groups);
    this.send(jid, "subscribed");
    // somebody who is asked wants to know by whom (XEP-0172 §4.1)
    this.send(jid, "subscribe", ownNickname === undefined ? undefined : xml("nick", { xmlns: NS.nick }, ownNickname));
  }

  async remove(jid: string): Promise<void> {
    const item = xml("item", { jid, subscription: "remove" });
    await this.client.iq("set", undefined, xml("query", { xmlns: NS.roster }, item));
  }

  allow(jid: string): void {
    this.send(jid, "subscribed");
  }

  deny(jid: string): void {
    this.send(jid, "unsubscribed");
  }

  private send(to: string, type: string, payload?: Element): void {
    this.client.send(xml("presence", { xmlns: NS.client, to, type }, payload));
  }
}

function readContact(item: Element): Contact | undefined {
  const jid = attribute(item, "jid");
  const subscription = attribute(item, "subscription") ?? "none";
  if (jid === undefined || subscription === "remove") {
    return undefined;
  }
  return {
    jid,
    name: attribute(item, "name") || undefined,
    groups: children(item, "group").map((each) => each.textContent ?? ""),
    subscription: SUBSCRIPTIONS.find((each) => each === subscription) ?? "none",
    isAsked: attribute(item, "ask") === "subscribe",
  };
}
