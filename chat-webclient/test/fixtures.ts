import type { ClientEvents } from "../src/protocol/client";
import { Client } from "../src/protocol/client";
import type { ReceivedMessage } from "../src/protocol/message";
import { NS } from "../src/protocol/namespaces";
import type { IqError } from "../src/protocol/requests";
import { parse } from "../src/protocol/xml";
import type { Records } from "../src/viewmodels/records";

export const ACCOUNT = "anna@example.org";

/** A message as it comes from the stream. */
export function message(attributes: string, inner: string): Element {
  return parse(`<message xmlns="jabber:client" ${attributes}>${inner}</message>`);
}

/** What a node has to tell: items, or what became of them. */
export function event(from: string, node: string, ...inner: string[]): Element {
  const items = `<items node="${node}">${inner.join("")}</items>`;
  return message(`from="${from}" type="headline"`, `<event xmlns="${NS.pubsubEvent}">${items}</event>`);
}

export const item = (id: string, payload: string) => `<item id="${id}">${payload}</item>`;

/** A request that waits for what a test answers. */
interface Asked {
  readonly type: string;
  readonly to: string | undefined;
  readonly payload: Element;
  readonly answer: (answer: Element) => void;
  readonly refuse: (error: IqError) => void;
}

/** A client that is online without a network: a test hears what it sends and says what arrives. */
export class OfflineClient extends Client {
  readonly sent: Element[] = [];
  readonly asked: Asked[] = [];

  constructor() {
    super(() => Promise.resolve([]));
    this.jid = `${ACCOUNT}/here`;
  }

  override get status() {
    return { kind: "online", transport: "websocket" } as const;
  }

  override send(stanza: Element): void {
    this.sent.push(stanza);
  }

  override iq(type: "get" | "set", to: string | undefined, payload: Element): Promise<Element> {
    return new Promise((answer, refuse) => this.asked.push({ type, to, payload, answer, refuse }));
  }

  arrive<K extends keyof ClientEvents>(name: K, event: ClientEvents[K]): void {
    (this as unknown as { emit(name: K, event: ClientEvents[K]): void }).emit(name, event);
  }
}

let ids = 0;

/** A message of a contact, with what a test wants to be different. */
export function received(change: Partial<ReceivedMessage> & { body?: string } = {}): ReceivedMessage {
  const id = change.id ?? `id${ids++}`;
  return {
    conversation: "ben@example.org",
    isRoom: false,
    isOwn: false,
    from: "ben@example.org/phone",
    to: ACCOUNT,
    id,
    time: new Date(2026, 0, 1, 12, ids),
    isArchived: false,
    isCarbon: false,
    isDelayed: false,
    content: { kind: "text", body: change.body ?? id },
    wantsReceipt: false,
    isMarkable: false,
    ...change,
  };
}

/** Storage that belongs to one test. */
export class MemoryStorage implements Storage {
  private readonly values = new Map<string, string>();

  get length(): number {
    return this.values.size;
  }

  clear(): void {
    this.values.clear();
  }

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.values.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
}

/** Records that belong to one test; what goes in and out is a copy, as in a browser. */
export class MemoryRecords implements Records {
  readonly values = new Map<string, unknown>();

  get(name: string): Promise<unknown> {
    return Promise.resolve(structuredClone(this.values.get(name)));
  }

  all(prefix: string): Promise<{ name: string; value: unknown }[]> {
    const found = [...this.values].filter(([name]) => name.startsWith(prefix));
    return Promise.resolve(found.map(([name, value]) => ({ name, value: structuredClone(value) })));
  }

  put(values: readonly { name: string; value: unknown }[]): Promise<void> {
    values.forEach(({ name, value }) => this.values.set(name, structuredClone(value)));
    return Promise.resolve();
  }

  remove(names: readonly string[]): Promise<void> {
    names.forEach((each) => this.values.delete(each));
    return Promise.resolve();
  }

  removeAll(prefix: string): Promise<void> {
    return this.remove([...this.values.keys()].filter((each) => each.startsWith(prefix)));
  }
}
