import { NS } from "./namespaces";
import { parse, serialize, xml } from "./xml";

/** Counters are 32 bits and wrap (XEP-0198 §4). */
const WRAP = 2 ** 32;

/** What a page has to remember to resume its stream after a reload. */
export interface StreamState {
  readonly id: string;
  readonly jid: string;
  readonly received: number;
  readonly acknowledged: number;
  readonly unacknowledged: readonly string[];
}

export function isStanza(element: Element): boolean {
  return ["message", "presence", "iq"].includes(element.localName);
}

/**
 * The client's half of XEP-0198 1.6.3, as counters and a queue; sending is done by the caller. Counting
 * of what is sent begins with {@link begin}, of what is received with {@link enabled}.
 */
export class StreamManagement {
  private id: string | undefined;
  private jid = "";
  private received = 0;
  private acknowledged = 0;
  private queue: Element[] = [];
  private counting = false;
  private active = false;

  /** Called when `<enable/>` goes out: what is sent behind it counts (§3). */
  begin(): void {
    this.id = undefined;
    this.counting = true;
    this.active = false;
    this.received = 0;
    this.acknowledged = 0;
    this.queue = [];
  }

  /** The server's `<enabled/>`. */
  enabled(element: Element, jid: string): void {
    if (!this.counting) {
      this.begin();
    }
    this.active = true;
    this.jid = jid;
    const resumable = ["true", "1"].includes(element.getAttribute("resume") ?? "");
    this.id = resumable ? (element.getAttribute("id") ?? undefined) : undefined;
  }

  get isActive(): boolean {
    return this.active;
  }

  get canResume(): boolean {
    return this.id !== undefined;
  }

  get boundJid(): string {
    return this.jid;
  }

  /** Whether something was sent that the server has not acknowledged. */
  get isWaiting(): boolean {
    return this.queue.length > 0;
  }

  sent(stanza: Element): void {
    if (this.counting) {
      this.queue.push(stanza);
    }
  }

  handled(): void {
    if (this.active) {
      this.received = (this.received + 1) % WRAP;
    }
  }

  answer(): Element {
    return xml("a", { xmlns: NS.sm, h: this.received });
  }

  static request(): Element {
    return xml("r", { xmlns: NS.sm });
  }

  resumption(): Element {
    return xml("resume", { xmlns: NS.sm, h: this.received, previd: this.id });
  }

  /** Takes what the server says it handled; returns those stanzas. A count beyond what was sent is a lie: undefined. */
  acknowledge(h: string | null): Element[] | undefined {
    const count = Number(h);
    if (h === null || !/^\d{1,10}$/.test(h) || count >= WRAP) {
      return undefined;
    }
    const fresh = (count - this.acknowledged + WRAP) % WRAP;
    if (fresh > this.queue.length) {
      return undefined;
    }
    this.acknowledged = count;
    return this.queue.splice(0, fresh);
  }

  /** After `<resumed/>`: what has to be sent again; it stays in the queue. */
  resumed(): readonly Element[] {
    this.counting = true;
    this.active = true;
    return [...this.queue];
  }

  /** The session is lost: forgets everything and returns what was never acknowledged. */
  lost(): Element[] {
    const rest = this.queue;
    this.counting = false;
    this.active = false;
    this.id = undefined;
    this.queue = [];
    return rest;
  }

  snapshot(): StreamState | undefined {
    return this.id === undefined
      ? undefined
      : {
          id: this.id,
          jid: this.jid,
          received: this.received,
          acknowledged: this.acknowledged,
          unacknowledged: this.queue.map(serialize),
        };
  }

  restore(state: StreamState): void {
    this.id = state.id;
    this.jid = state.jid;
    this.received = state.received;
    this.acknowledged = state.acknowledged;
    this.queue = state.unacknowledged.map(parse);
    this.counting = true;
    this.active = false;
  }
}
