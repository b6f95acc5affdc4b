import { effect } from "@preact/signals";
import type { Picture } from "../protocol/pictures";
import { type Chat, isReadable, type KnowledgeSnapshot } from "./chat";
import type { Conversation, ConversationSnapshot } from "./conversation";
import type { Records } from "./records";
import type { Message } from "./timeline";

const CONVERSATIONS = 60;
/** Characters of text for each conversation. */
const LARGEST = 100_000;
const PAUSE = 1_000;
/** A page that waits for its past does not get online. */
const PATIENCE = 3_000;

/** What an account's last session left in this browser. */
export interface Kept {
  readonly knowledge: KnowledgeSnapshot;
  readonly conversations: readonly ConversationSnapshot[];
}

interface Written {
  readonly messages: readonly Message[];
  readonly until: number;
}

/**
 * The newest part of what an account has said and knows, kept in the browser so that a page shows it at
 * once: a bounded number of conversations, of each the newest messages, and the pictures of people.
 */
export class History {
  private readonly written = new Map<string, Written>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly records: Records,
    private readonly account: string,
  ) {}

  private name(kind: "knowledge" | "conversation" | "picture", id = ""): string {
    return `${this.account}/${kind}/${id}`;
  }

  /** Nothing where nothing was kept, or where the browser keeps nothing or does not answer. */
  load(): Promise<Kept | undefined> {
    return Promise.race([this.read(), new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE))]);
  }

  private async read(): Promise<Kept | undefined> {
    try {
      const knowledge = (await this.records.get(this.name("knowledge"))) as KnowledgeSnapshot | undefined;
      const conversations = await this.records.all(this.name("conversation"));
      if (!knowledge || !isReadable(knowledge)) {
        await this.records.removeAll(`${this.account}/`);
        return undefined;
      }
      await this.tidy(knowledge);
      return { knowledge, conversations: conversations.map(({ value }) => unsent(value)) };
    } catch {
      return undefined;
    }
  }

  /** Keeps what happens from now on, as long as it happens in this page. */
  follow(chat: Chat): void {
    this.stop = effect(() => {
      if (chat.status.value.kind === "replaced") {
        this.rest();
        return;
      }
      for (const { messages, reading } of chat.conversations.value.values()) {
        messages.value;
        reading.unread.value;
      }
      chat.joined.bookmarks.value;
      chat.people.contacts.value;
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.write(chat).catch(() => undefined);
      }, PAUSE);
    });
  }

  private async write(chat: Chat): Promise<void> {
    const kept = chat.list.value.slice(0, CONVERSATIONS);
    const changed = kept.filter((each) => this.isChanged(each));
    const names = new Set(kept.map((each) => each.jid));
    const gone = [...this.written.keys()].filter((each) => !names.has(each));
    const { people, ...rest } = chat.knowledge();
    // who was there a while ago says nothing
    const knowledge = { ...rest, people: { ...people, presences: [] } };
    await this.records.put([
      { name: this.name("knowledge"), value: knowledge },
      ...changed.map((each) => ({ name: this.name("conversation", each.jid), value: bounded(each.snapshot()) })),
    ]);
    changed.forEach((each) => this.written.set(each.jid, stateOf(each)));
    await this.records.remove(gone.map((each) => this.name("conversation", each)));
    gone.forEach((each) => this.written.delete(each));
  }

  private isChanged(conversation: Conversation): boolean {
    const before = this.written.get(conversation.jid);
    const now = stateOf(conversation);
    return before?.messages !== now.messages || before.until !== now.until;
  }

  async picture(hash: string): Promise<Picture | undefined> {
    const url = await this.records.get(this.name("picture", hash)).catch(() => undefined);
    return typeof url === "string" ? { hash, url } : undefined;
  }

  keepPicture({ hash, url }: Picture): void {
    this.records.put([{ name: this.name("picture", hash), value: url }]).catch(() => undefined);
  }

  /** Pictures of nobody any more. */
  private async tidy({ people }: KnowledgeSnapshot): Promise<void> {
    const used = new Set(people.avatars.map(({ hash }) => this.name("picture", hash)));
    const pictures = await this.records.all(this.name("picture"));
    await this.records.remove(pictures.map(({ name }) => name).filter((each) => !used.has(each)));
  }

  /** Another page keeps it from now on. */
  rest(): void {
    this.stop?.();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Leaves nothing of the account. */
  async erase(): Promise<void> {
    this.rest();
    await this.records.removeAll(`${this.account}/`);
  }
}

function stateOf({ messages, reading }: Conversation): Written {
  return { messages: messages.peek(), until: reading.until };
}

/** Long texts push out old ones. */
function bounded(snapshot: ConversationSnapshot): ConversationSnapshot {
  let room = LARGEST;
  const first = snapshot.messages.findLastIndex((each) => (room -= each.body.length) < 0) + 1;
  return { ...snapshot, messages: snapshot.messages.slice(first), hasOlder: snapshot.hasOlder || first > 0 };
}

/** What was not sent when the page went is not on its way any more; the archive may know better. */
function unsent(value: unknown): ConversationSnapshot {
  const snapshot = value as ConversationSnapshot;
  const messages = snapshot.messages.map((each) =>
    each.state === "pending" ? { ...each, state: "failed" as const } : each,
  );
  return { ...snapshot, messages };
}
