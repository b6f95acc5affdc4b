import type { ClientEvents } from "../src/protocol/client";
import { Client } from "../src/protocol/client";
import type { ReceivedMessage } from "../src/protocol/message";
import { parse } from "../src/protocol/xml";

export const ACCOUNT = "anna@example.org";

/** A message as it comes from the stream. */
export function message(attributes: string, inner: string): Element {
  return parse(`<message xmlns="jabber:client" ${attributes}>${inner}</message>`);
}

/** A client that is online without a network: a test hears what it sends and says what arrives. */
export class OfflineClient extends Client {
  readonly sent: Element[] = [];
  readonly asked: { type: string; to: string | undefined; payload: Element; answer: (answer: Element) => void }[] = [];

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
    return new Promise((answer) => this.asked.push({ type, to, payload, answer }));
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
