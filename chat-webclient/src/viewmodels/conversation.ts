import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Archive } from "../protocol/archive";
import type { Client } from "../protocol/client";
import * as compose from "../protocol/compose";
import { newId } from "../protocol/ids";
import { shortName } from "../protocol/jid";
import { type ReceivedMessage, readMessage } from "../protocol/message";
import type { Room } from "../protocol/rooms";
import { mentions } from "./mentions";
import { ignoreRefusal } from "./problems";
import { Reading } from "./reading";
import type { Settings } from "./settings";
import { type Message, Timeline } from "./timeline";
import { Typing } from "./typing";

const PAGE = 50;

/** What a conversation needs of the account it belongs to. */
export interface ConversationContext {
  readonly client: Client;
  readonly archive: Archive;
  readonly settings: Settings;
  readonly nameOf: (jid: string) => string;
  readonly nickIn: (room: string) => string | undefined;
  /** Whether another page has the session. */
  readonly isAside: ReadonlySignal<boolean>;
  /** Remembers that everything up to this moment has been read; up to this message, where others can know it. */
  readonly keepRead: (conversation: Conversation, time: number, stanzaId: string | undefined) => void;
}

export interface ConversationSnapshot {
  readonly jid: string;
  readonly isRoom: boolean;
  readonly messages: readonly Message[];
  readonly readUntil: number;
  readonly hasOlder: boolean;
  readonly draft: string;
}

/** What the composer is about to do besides sending something new. */
export type ComposerMode =
  | { readonly kind: "new" }
  | { readonly kind: "edit"; readonly message: Message }
  | { readonly kind: "reply"; readonly message: Message };

/** A file on its way. */
export interface Upload {
  readonly file: File;
  /** Between 0 and 1, once it has begun. */
  readonly share?: number | undefined;
  readonly problem?: string | undefined;
}

/** One conversation, with a person or in a room: its messages, and what one can do with them. */
export class Conversation {
  readonly messages: Signal<readonly Message[]> = signal([]);
  readonly draft = signal("");
  readonly mode: Signal<ComposerMode> = signal({ kind: "new" });
  readonly hasOlder = signal(true);
  readonly isLoading = signal(false);
  readonly room: Signal<Room | undefined> = signal(undefined);
  readonly subject = signal("");
  readonly upload: Signal<Upload | undefined> = signal(undefined);
  readonly name: ReadonlySignal<string>;
  readonly last: ReadonlySignal<Message | undefined>;
  readonly canSend: ReadonlySignal<boolean>;
  readonly reading: Reading;
  readonly typing: Typing;

  private readonly timeline = new Timeline();
  private lastIncoming: ReceivedMessage | undefined;
  private displayedSent: string | undefined;
  private uploading: AbortController | undefined;

  constructor(
    private readonly context: ConversationContext,
    readonly jid: string,
    readonly isRoom: boolean,
  ) {
    this.name = computed(() => context.nameOf(jid));
    this.last = computed(() => this.messages.value.findLast((each) => !each.retractedBy));
    this.canSend = computed(() => !context.isAside.value && (!isRoom || this.room.value?.state.kind === "joined"));
    this.reading = new Reading(
      () => this.timeline.messages,
      (each) => isRoom && this.mentions(each.body),
    );
    this.typing = new Typing((state) => context.client.send(compose.chatState(this.recipient, state)));
  }

  private get recipient(): compose.Recipient {
    return { to: this.jid, isRoom: this.isRoom };
  }

  private show(): void {
    this.messages.value = this.timeline.messages;
  }

  // --- arriving --------------------------------------------------------------------------------

  /** A live message; tells whether it is a new line from somebody else. */
  receive(received: ReceivedMessage): boolean {
    const { content } = received;
    let isNews = false;
    batch(() => {
      this.typing.hear(received);
      if (content.kind === "receipt") {
        this.timeline.advance(content.of, "delivered");
      } else if (content.kind === "displayed") {
        this.receiveDisplayed(received, content.of);
      } else if (content.kind === "error") {
        this.timeline.advance(received.id ?? "", "failed", content.text ?? content.condition);
      } else if (content.kind === "subject") {
        this.subject.value = content.subject;
      } else {
        isNews = this.timeline.receive(received) && !received.isOwn;
        this.countRead(received, isNews);
      }
      this.show();
    });
    return isNews;
  }

  private countRead(received: ReceivedMessage, isNews: boolean): void {
    if (received.isOwn && received.content.kind === "text") {
      this.answered(received.time.getTime());
    } else if (isNews) {
      this.lastIncoming = received;
    }
    this.see(received);
    this.followReading();
  }

  private see({ stanzaId, content, time }: ReceivedMessage): void {
    if (stanzaId !== undefined && content.kind !== "text") {
      this.reading.saw(stanzaId, time.getTime());
    }
  }

  /** Whoever answers has read, on whichever device; unless the devices say so themselves (XEP-0490 §5.1). */
  private answered(time: number): void {
    if (!this.reading.isFollowing && this.reading.advance(time)) {
      this.context.keepRead(this, time, undefined);
    }
  }

  private receiveDisplayed(received: ReceivedMessage, id: string): void {
    if (received.isOwn) {
      const seen = this.timeline.byId(id);
      if (seen) {
        this.setRead(seen.time);
      }
    } else if (!this.isRoom) {
      this.timeline.displayed(id);
    }
  }

  private setRead(time: number): void {
    if (this.reading.advance(time)) {
      this.context.keepRead(this, time, this.reading.newest()?.stanzaId);
    }
  }

  /** Another device has shown everything up to this message. */
  readUpTo(stanzaId: string): void {
    if (this.reading.follow(stanzaId)) {
      this.context.keepRead(this, this.reading.until, undefined);
    }
  }

  private followReading(): void {
    if (this.reading.update()) {
      this.context.keepRead(this, this.reading.until, undefined);
    }
  }

  /** A part of the archive: the newest messages, older ones, or what was missed. */
  insert(page: readonly ReceivedMessage[], where: "start" | "boundary"): void {
    batch(() => {
      this.timeline.insert(page, where);
      for (const each of page) {
        this.see(each);
        if (each.content.kind === "receipt") {
          this.timeline.advance(each.content.of, "delivered");
        } else if (each.content.kind === "displayed") {
          this.receiveDisplayed(each, each.content.of);
        } else if (each.content.kind === "text" && each.isOwn) {
          this.answered(each.time.getTime());
        } else if (each.content.kind === "text" && where === "boundary") {
          this.lastIncoming = each;
        }
      }
      this.followReading();
      this.show();
    });
  }

  markBoundary(): void {
    this.timeline.markBoundary();
  }

  /** The newest messages are fetched anew: what lies between them and the old ones is unknown. */
  startOver(): void {
    this.timeline.clear();
    this.hasOlder.value = true;
    this.show();
  }

  acknowledged(id: string): void {
    this.timeline.advance(id, "sent");
    this.show();
  }

  /** One page back, from the oldest message that the archive knows. */
  async loadOlder(): Promise<void> {
    if (this.isLoading.value || !this.hasOlder.value || this.context.client.status.kind !== "online") {
      return;
    }
    this.isLoading.value = true;
    try {
      const oldest = this.timeline.messages.find((each) => each.stanzaId !== undefined)?.stanzaId;
      const page = await this.context.archive.page({
        room: this.isRoom ? this.jid : undefined,
        with: this.isRoom ? undefined : this.jid,
        before: oldest ?? "",
        max: PAGE,
      });
      this.insert(this.read(page.results), "start");
      this.hasOlder.value = !page.isComplete && page.results.length > 0;
    } catch (error) {
      ignoreRefusal(error);
      // no archive here, or none just now: what is shown is all there is
      this.hasOlder.value = this.context.client.status.kind !== "online";
    } finally {
      this.isLoading.value = false;
    }
  }

  private read(results: readonly Parameters<typeof readMessage>[0][]): ReceivedMessage[] {
    const { client, nickIn } = this.context;
    return results
      .flatMap((each) => readMessage(each, client.account, nickIn) ?? [])
      .filter((each) => each.conversation === this.jid);
  }

  // --- writing ---------------------------------------------------------------------------------

  edit(message: Message): void {
    batch(() => {
      this.mode.value = { kind: "edit", message };
      this.draft.value = message.body;
    });
  }

  replyTo(message: Message): void {
    this.mode.value = { kind: "reply", message };
  }

  /** Back to writing something new. */
  cancelMode(): void {
    batch(() => {
      if (this.mode.value.kind === "edit") {
        this.draft.value = "";
      }
      this.mode.value = { kind: "new" };
    });
  }

  /** What the composer holds becomes a message, a correction or a reply. */
  submit(text: string): void {
    const body = text.trim();
    const mode = this.mode.value;
    if (body === "" || !this.canSend.value) {
      return;
    }
    batch(() => {
      this.mode.value = { kind: "new" };
      this.draft.value = "";
      if (mode.kind === "edit") {
        this.correct(mode.message, body);
      } else {
        this.send(body, mode.kind === "reply" ? mode.message : undefined);
      }
      this.typing.stop();
    });
  }

  send(body: string, to?: Message, url?: string): void {
    const id = newId();
    const reference = to && this.reference(to);
    const reply = to && reference ? { id: reference, to: this.addressOf(to), body: to.body } : undefined;
    this.timeline.append({
      id,
      originId: id,
      author: this.isRoom ? (this.context.nickIn(this.jid) ?? "") : this.context.client.account,
      isOwn: true,
      time: Date.now(),
      body,
      url,
      reply,
      state: "pending",
    });
    this.setRead(Date.now());
    this.reading.divider.value = 0;
    this.show();
    this.context.client.send(compose.text(this.recipient, { id, body, reply, url }));
  }

  /** Begins an upload; what is returned ends it early. */
  beginUpload(): AbortSignal {
    this.uploading?.abort();
    this.uploading = new AbortController();
    return this.uploading.signal;
  }

  cancelUpload(): void {
    this.uploading?.abort();
    this.upload.value = undefined;
  }

  private addressOf(message: Message): string {
    return this.isRoom ? `${this.jid}/${message.author}` : message.author;
  }

  /** How others know a message: by the room's id in rooms, else by the sender's (XEP-0461 §3.1). */
  private reference(message: Message): string | undefined {
    return this.isRoom ? message.stanzaId : (message.id ?? message.originId);
  }

  /** Sends a message that did not get through once more. */
  retry(message: Message): void {
    const id = message.id;
    if (id === undefined) {
      return;
    }
    this.timeline.advance(id, "pending");
    this.show();
    const reply = message.reply && this.timeline.byId(message.reply.id);
    const quoted = message.reply && reply ? { ...message.reply, body: reply.body } : undefined;
    this.context.client.send(compose.text(this.recipient, { id, body: message.body, reply: quoted, url: message.url }));
  }

  private correct(message: Message, body: string): void {
    if (message.id === undefined || body === message.body) {
      return;
    }
    this.apply({ kind: "correction", of: message.id, body });
    this.context.client.send(compose.correction(this.recipient, newId(), message.id, body));
  }

  retract(message: Message, fallback: string): void {
    const reference = this.reference(message);
    if (reference !== undefined) {
      this.apply({ kind: "retraction", of: reference });
      this.context.client.send(compose.retraction(this.recipient, newId(), reference, fallback));
    }
  }

  react(message: Message, emoji: string): void {
    const reference = this.reference(message);
    if (reference === undefined) {
      return;
    }
    const own = this.ownAuthor();
    const present = message.reactions[own]?.emojis ?? [];
    const emojis = present.includes(emoji) ? present.filter((each) => each !== emoji) : [...present, emoji];
    this.apply({ kind: "reactions", of: reference, emojis });
    this.context.client.send(compose.reactions(this.recipient, newId(), reference, emojis));
  }

  private ownAuthor(): string {
    return this.isRoom ? (this.context.nickIn(this.jid) ?? "") : this.context.client.account;
  }

  /** Does here what everybody else does when the message arrives. */
  private apply(content: ReceivedMessage["content"]): void {
    const { client } = this.context;
    this.timeline.receive({
      conversation: this.jid,
      isRoom: this.isRoom,
      isOwn: true,
      from: this.isRoom ? `${this.jid}/${this.ownAuthor()}` : client.jid,
      to: this.jid,
      nick: this.isRoom ? this.ownAuthor() : undefined,
      time: new Date(),
      isArchived: false,
      isCarbon: false,
      isDelayed: false,
      content,
      wantsReceipt: false,
      isMarkable: false,
    });
    this.show();
  }

  /** The newest message that can still be corrected. */
  lastOwn(): Message | undefined {
    return this.messages.value.findLast((each) => each.isOwn && !each.retractedBy && each.body !== "");
  }

  // --- telling the other side ------------------------------------------------------------------

  /** Called while somebody types. */
  type(text: string): void {
    this.draft.value = text;
    if (this.context.settings.tellsTyping.value && this.canSend.value) {
      this.typing.wrote(text);
    }
  }

  /** Everything on the screen has been seen. */
  markRead(): void {
    const newest = this.messages.value.findLast((each) => !each.isOwn);
    if (newest) {
      this.setRead(newest.time);
    }
    const last = this.lastIncoming;
    const id = this.isRoom ? last?.stanzaId : last?.id;
    if (
      last?.isMarkable &&
      id !== undefined &&
      id !== this.displayedSent &&
      this.context.settings.tellsDisplayed.value
    ) {
      this.displayedSent = id;
      this.context.client.send(compose.displayed(this.recipient, newId(), id));
    }
  }

  // --- a reload --------------------------------------------------------------------------------

  snapshot(): ConversationSnapshot {
    return {
      jid: this.jid,
      isRoom: this.isRoom,
      messages: this.timeline.messages.slice(-PAGE),
      readUntil: this.reading.until,
      hasOlder: this.hasOlder.value || this.timeline.messages.length > PAGE,
      draft: this.draft.value,
    };
  }

  restore(snapshot: ConversationSnapshot): void {
    this.timeline.restore(snapshot.messages);
    this.reading.until = Math.max(this.reading.until, snapshot.readUntil);
    this.reading.update();
    this.hasOlder.value = snapshot.hasOlder;
    this.draft.value = snapshot.draft;
    this.show();
  }

  /** Whether a text speaks to oneself. */
  mentions(body: string): boolean {
    return mentions(body, this.context.nickIn(this.jid) ?? shortName(this.context.client.account));
  }

  /** Whom one can speak to in a room. */
  nicks(): string[] {
    const room = this.room.value;
    return [...(room?.occupants.keys() ?? [])].filter((each) => each !== room?.nick);
  }
}
