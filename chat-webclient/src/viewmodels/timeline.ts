import type { ReceivedMessage, Reply } from "../protocol/message";

export type DeliveryState = "pending" | "sent" | "delivered" | "displayed" | "failed";

/** One line of a conversation, as it stands after all corrections. */
export interface Message {
  readonly key: string;
  readonly id?: string | undefined;
  readonly originId?: string | undefined;
  readonly stanzaId?: string | undefined;
  /** A bare address, or in rooms a nickname. */
  readonly author: string;
  readonly occupantId?: string | undefined;
  readonly isOwn: boolean;
  readonly time: number;
  readonly body: string;
  readonly url?: string | undefined;
  readonly reply?: Reply | undefined;
  readonly state?: DeliveryState | undefined;
  readonly error?: string | undefined;
  readonly editedAt?: number | undefined;
  /** Taken back, by the author or by a moderator. */
  readonly retractedBy?: "author" | "moderator" | undefined;
  readonly reactions: Readonly<Record<string, Reaction>>;
  readonly invitation?: { readonly room: string; readonly password?: string | undefined } | undefined;
}

export interface Reaction {
  readonly time: number;
  readonly emojis: readonly string[];
}

/** Failed comes behind sent: the server takes a message over and then tells that it could not be delivered. */
const STATES: readonly DeliveryState[] = ["pending", "sent", "failed", "delivered", "displayed"];

/**
 * The messages of one conversation in the archive's order, each once. Live messages come at the end,
 * older pages at the start, and what was missed while there was no connection at the boundary between
 * what was known before and what came since. What a page says about the order of messages wins.
 */
export class Timeline {
  private items: readonly Message[] = [];
  /** Corrections and the like that came before the message they are about. */
  private readonly orphans = new Map<string, ReceivedMessage[]>();
  /** The keys of lines that came delayed. */
  private readonly waited = new Set<string>();
  private boundary = 0;
  private keys = 0;

  get messages(): readonly Message[] {
    return this.items;
  }

  /** From now on live messages are newer than what the catch-up will bring. */
  markBoundary(): void {
    this.boundary = this.items.length;
  }

  restore(messages: readonly Message[]): void {
    this.items = messages.map((each) => ({ ...each, key: this.newKey() }));
    this.markBoundary();
  }

  clear(): void {
    this.items = [];
    this.orphans.clear();
    this.boundary = 0;
  }

  /** A message written here. */
  append(message: Omit<Message, "key" | "reactions">): void {
    this.items = [...this.items, { ...message, key: this.newKey(), reactions: {} }];
  }

  /** A message that arrived live; tells whether it is a new line. */
  receive(received: ReceivedMessage): boolean {
    if (!isLine(received)) {
      this.refer(received);
      return false;
    }
    const index = this.find(received);
    if (index >= 0) {
      this.replace(index, this.joined(this.items[index] as Message, received));
      return false;
    }
    this.place(this.line(received), received.isDelayed);
    this.adopt(received);
    return true;
  }

  /** Within one millisecond, what waited keeps its own order, and stands before what the archive told. */
  private placeInTime(line: Message): number {
    const isEarlier = (each: Message) =>
      each.time < line.time || (each.time === line.time && this.waited.has(each.key));
    const place = this.items.findLastIndex(isEarlier) + 1;
    this.waited.add(line.key);
    return place;
  }

  /** What waited on the server goes where its time says (XEP-0203); everything else is the newest. */
  private place(line: Message, isDelayed: boolean): void {
    const before = isDelayed ? this.placeInTime(line) : this.items.length;
    this.items = this.items.toSpliced(before, 0, line);
    if (before < this.boundary || (isDelayed && before === this.boundary)) {
      this.boundary++;
    }
  }

  /** A page of the archive, oldest first; returns the lines that were not there yet. */
  insert(page: readonly ReceivedMessage[], where: "start" | "boundary"): Message[] {
    const lines = page.filter(isLine);
    const known = new Map(lines.map((each) => [each, this.find(each)]));
    const taken = new Set([...known.values()].filter((index) => index >= 0));
    const merged = lines.map((each) => {
      const index = known.get(each) ?? -1;
      return index >= 0 ? this.joined(this.items[index] as Message, each) : this.line(each);
    });
    const rest = this.items.filter((_, index) => !taken.has(index));
    const old = this.items.filter((_, index) => index < this.boundary && !taken.has(index)).length;
    const at = where === "start" ? 0 : old;
    this.items = rest.toSpliced(at, 0, ...merged);
    this.boundary = old + merged.length;
    page.forEach((each) => (isLine(each) ? this.adopt(each) : this.refer(each)));
    return merged.filter((_, index) => (known.get(lines[index] as ReceivedMessage) ?? -1) < 0);
  }

  /** How far a message of ours has come; it never goes back. */
  advance(id: string, state: DeliveryState, error?: string): void {
    const index = this.items.findIndex((each) => each.isOwn && each.id === id);
    const message = this.items[index];
    if (message && (state === "pending" || STATES.indexOf(state) > STATES.indexOf(message.state ?? "pending"))) {
      this.replace(index, { ...message, state, error });
    }
  }

  /** The other side has seen this one, and so everything before it. */
  displayed(id: string): void {
    const last = this.items.findIndex((each) => this.isCalled(each, id));
    this.items = this.items.map((each, index) =>
      index <= last && each.isOwn && each.state !== undefined && each.state !== "failed" && each.state !== "pending"
        ? { ...each, state: "displayed" }
        : each,
    );
  }

  byId(id: string): Message | undefined {
    return this.items.find((each) => this.isCalled(each, id));
  }

  private find(received: ReceivedMessage): number {
    return this.items.findIndex(
      (each) =>
        (received.stanzaId !== undefined && each.stanzaId === received.stanzaId) ||
        // ids of others are theirs to choose: they count for the same author alone, and not against two archive ids
        (isAuthor(each, received) &&
          (each.stanzaId === undefined || received.stanzaId === undefined) &&
          ((received.originId !== undefined && each.originId === received.originId) ||
            (received.isOwn && received.id !== undefined && each.id === received.id))),
    );
  }

  private joined(message: Message, received: ReceivedMessage): Message {
    const isPending = message.state === "pending" || message.state === "failed";
    return {
      ...message,
      stanzaId: received.stanzaId ?? message.stanzaId,
      time: received.isArchived || received.isRoom ? received.time.getTime() : message.time,
      state: message.isOwn && isPending ? "sent" : message.state,
      error: undefined,
    };
  }

  private line(received: ReceivedMessage): Message {
    const { content } = received;
    return {
      key: this.newKey(),
      id: received.id,
      originId: received.originId,
      stanzaId: received.stanzaId,
      author: authorOf(received),
      occupantId: received.occupantId,
      isOwn: received.isOwn,
      time: received.time.getTime(),
      body: content.kind === "text" ? content.body : content.kind === "invitation" ? (content.reason ?? "") : "",
      url: content.kind === "text" ? content.url : undefined,
      reply: content.kind === "text" ? content.reply : undefined,
      invitation: content.kind === "invitation" ? { room: content.room, password: content.password } : undefined,
      state: received.isOwn ? "sent" : undefined,
      reactions: {},
    };
  }

  // --- messages about messages -----------------------------------------------------------------

  private refer(received: ReceivedMessage): void {
    const { content } = received;
    if (content.kind !== "correction" && content.kind !== "retraction" && content.kind !== "reactions") {
      return;
    }
    const index = this.items.findIndex((each) => this.isCalled(each, content.of));
    const message = this.items[index];
    if (message) {
      this.replace(index, applied(message, received));
    } else {
      this.orphans.set(content.of, [...(this.orphans.get(content.of) ?? []), received]);
    }
  }

  private adopt(received: ReceivedMessage): void {
    for (const id of [received.id, received.originId, received.stanzaId]) {
      const waiting = id === undefined ? undefined : this.orphans.get(id);
      if (id !== undefined && waiting) {
        this.orphans.delete(id);
        waiting.forEach((each) => this.refer(each));
      }
    }
  }

  private isCalled(message: Message, id: string): boolean {
    return message.id === id || message.originId === id || message.stanzaId === id;
  }

  private replace(index: number, message: Message): void {
    this.items = this.items.with(index, message);
  }

  private newKey(): string {
    return `m${this.keys++}`;
  }
}

function isLine(received: ReceivedMessage): boolean {
  return received.content.kind === "text" || received.content.kind === "invitation";
}

export function authorOf(received: ReceivedMessage): string {
  return received.isRoom ? (received.nick ?? "") : (received.from.split("/")[0] ?? "");
}

function isAuthor(message: Message, received: ReceivedMessage): boolean {
  if (message.occupantId !== undefined && received.occupantId !== undefined) {
    return message.occupantId === received.occupantId;
  }
  return message.author === authorOf(received);
}

/** Only authors change what they said; a room itself may tell of a moderator's retraction. */
function applied(message: Message, received: ReceivedMessage): Message {
  const { content } = received;
  const time = received.time.getTime();
  switch (content.kind) {
    case "correction":
      return isAuthor(message, received) && (message.editedAt ?? 0) <= time && !message.retractedBy
        ? { ...message, body: content.body, editedAt: time }
        : message;
    case "retraction":
      if (received.isRoom && received.nick === undefined && content.by !== undefined) {
        return { ...message, retractedBy: "moderator", body: "", url: undefined };
      }
      return isAuthor(message, received) ? { ...message, retractedBy: "author", body: "", url: undefined } : message;
    case "reactions": {
      const author = authorOf(received);
      const earlier = message.reactions[author];
      return earlier && earlier.time > time
        ? message
        : { ...message, reactions: { ...message.reactions, [author]: { time, emojis: content.emojis } } };
    }
    default:
      return message;
  }
}
