import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../i18n/translate";
import { Archive } from "../protocol/archive";
import { Avatars } from "../protocol/avatars";
import type { Bookmark } from "../protocol/bookmarks";
import type { Client, ClientSnapshot, Status } from "../protocol/client";
import * as compose from "../protocol/compose";
import { answerDiscovery, capabilities } from "../protocol/disco";
import { newId } from "../protocol/ids";
import { parseBare, shortName } from "../protocol/jid";
import { type ReceivedMessage, readMessage, unwrap } from "../protocol/message";
import { NS } from "../protocol/namespaces";
import { Pep } from "../protocol/pep";
import type { RoomSnapshot } from "../protocol/rooms";
import { put, requestSlot, type UploadService } from "../protocol/upload";
import { attribute, xml } from "../protocol/xml";
import { CatchUp } from "./catchUp";
import { Conversation, type ConversationContext, type ConversationSnapshot, type Upload } from "./conversation";
import type { History } from "./history";
import { JoinedRooms } from "./joinedRooms";
import { People, type PeopleSnapshot } from "./people";
import { ignoreRefusal, reasonOf } from "./problems";
import { ReadPositions } from "./readPositions";
import { Services } from "./services";
import type { Settings } from "./settings";

/** Another number for another form of what is kept: a page does not read what it does not understand. */
const FORMAT = 1;

export function isReadable(kept: { readonly format?: number } | undefined): boolean {
  return kept?.format === FORMAT;
}

/** What an account knows, as it can be kept. */
export interface KnowledgeSnapshot {
  readonly format: number;
  readonly people: PeopleSnapshot;
  readonly bookmarks: readonly Bookmark[];
  readonly positions: readonly (readonly [string, string])[];
  readonly lastArchived: string | undefined;
}

/** Everything that the page after a reload goes on with. */
export interface ChatSnapshot extends KnowledgeSnapshot {
  readonly client: ClientSnapshot;
  readonly rooms: readonly RoomSnapshot[];
  readonly conversations: readonly ConversationSnapshot[];
}

/** Called for a new line that deserves attention. */
export type Notify = (conversation: Conversation, message: ReceivedMessage) => void;

/** Everything of one logged-in account: whom it knows, what is said, and what comes in. */
export class Chat {
  readonly status: Signal<Status> = signal({ kind: "connecting" });
  readonly conversations: Signal<ReadonlyMap<string, Conversation>> = signal(new Map());
  readonly selected: Signal<string | undefined> = signal(undefined);
  readonly uploadService: Signal<UploadService | undefined>;
  readonly current: ReadonlySignal<Conversation | undefined>;
  /** Messages to oneself; of what is said in rooms, what speaks to oneself. */
  readonly unread: ReadonlySignal<number>;
  /** Conversations, the one with the newest message first. */
  readonly list: ReadonlySignal<readonly Conversation[]>;

  readonly people: People;
  readonly services: Services;
  readonly joined: JoinedRooms;
  private readonly archive: Archive;
  private readonly catchUp: CatchUp;
  private readonly positions: ReadPositions;
  private readonly context: ConversationContext;
  private readonly capabilities = capabilities("https://carillon.im/web").catch(ignoreRefusal);
  private isPrepared = false;
  private restored: Promise<void> = Promise.resolve();

  constructor(
    readonly client: Client,
    settings: Settings,
    private readonly notify: Notify,
    /** What this browser keeps of the account; nothing of guests. */
    private readonly history?: History,
  ) {
    const pep = new Pep(client);
    const avatars = new Avatars(client, pep, history && ((hash) => history.picture(hash)));
    this.services = new Services(client);
    this.uploadService = this.services.uploads;
    this.people = new People(client, pep, avatars);
    this.joined = new JoinedRooms(client, pep, () => this.ownNick(), {
      changed: (jid) => {
        this.open(jid, true).room.value = this.rooms.get(jid);
      },
      joined: (jid) => void this.catchUp.runFor(this.open(jid, true)),
      left: (jid) => this.drop(jid),
    });
    this.positions = new ReadPositions(client, pep, (jid, stanzaId) =>
      this.conversations.peek().get(jid)?.readUpTo(stanzaId),
    );
    this.archive = new Archive(client);
    const nickIn = (room: string) => this.rooms.nickIn(room);
    this.catchUp = new CatchUp(client, this.archive, {
      conversations: () => [...this.conversations.peek().values()],
      put: (jid, messages) => this.shelve(jid, messages),
      nickIn,
    });
    this.context = {
      client,
      archive: this.archive,
      settings,
      nameOf: (jid) => this.nameOf(jid),
      nickIn,
      isAside: computed(() => this.status.value.kind === "replaced"),
      keepRead: (conversation, _time, stanzaId) =>
        stanzaId !== undefined && this.positions.moved(conversation.jid, stanzaId, conversation.isRoom),
    };
    this.current = computed(() => this.conversations.value.get(this.selected.value ?? ""));
    this.unread = computed(() =>
      this.list.value.reduce((sum, { isRoom, reading }) => sum + (isRoom ? reading.mentions : reading.unread).value, 0),
    );
    this.list = computed(() =>
      [...this.conversations.value.values()].sort((a, b) => (b.last.value?.time ?? 0) - (a.last.value?.time ?? 0)),
    );
    this.listen();
  }

  get rooms() {
    return this.joined.rooms;
  }

  private listen(): void {
    const { client, people, history } = this;
    answerDiscovery(client);
    client.on("status", (status) => {
      this.status.value = status;
    });
    client.on("online", (online) => void this.begin(online.resumed, online.carbons));
    client.on("message", (message) => this.receive(message));
    client.on("acknowledged", (message) => this.conversationOf(message)?.acknowledged(attribute(message, "id") ?? ""));
    client.on("lost", () => {
      for (const conversation of this.conversations.value.values()) {
        conversation.markBoundary();
      }
    });
    people.roster.on("changed", (contacts) => {
      const wanted = this.selected.peek();
      if (wanted !== undefined && contacts.has(wanted)) {
        this.open(wanted, false);
      }
    });
    if (history) {
      people.avatars.on("fetched", (picture) => history.keepPicture(picture));
    }
  }

  // --- the beginning of a session --------------------------------------------------------------

  private async begin(resumed: boolean, carbons: boolean): Promise<void> {
    if (resumed) {
      await this.restored;
      await this.prepare();
      await this.people.avatars.complete();
      return;
    }
    this.isPrepared = false;
    // at once: what arrives live from now on is not what the catch-up begins at
    const read = Promise.all([this.positions.load(), this.people.loadNickname()]);
    const catchUp = this.catchUp.run();
    const prepared = this.prepare();
    await this.extendPresence();
    if (!carbons) {
      this.client.iq("set", undefined, xml("enable", { xmlns: NS.carbons })).catch(ignoreRefusal);
    }
    // the roster first: presence of contacts means nothing before it (RFC 6121 §2.2)
    await this.people.roster.load().catch(ignoreRefusal);
    this.people.announce();
    await Promise.all([read, catchUp]);
    this.positions.flush();
    const open = [...this.conversations.value.values()].filter((each) => each.isRoom).map((each) => each.jid);
    await this.joined.joinAll(open.filter((each) => this.rooms.get(each)?.state.kind !== "left"));
    if (await prepared) {
      this.people.announce();
    }
  }

  private async extendPresence(): Promise<void> {
    const caps = await this.capabilities;
    this.people.presences.extend(() => [
      ...(caps ? [caps.cloneNode(true) as Element] : []),
      this.people.avatars.update(),
    ]);
  }

  /** What a page needs once, also when it took over a session; tells whether presence has more to say. */
  private async prepare(): Promise<boolean> {
    if (this.isPrepared) {
      return false;
    }
    this.isPrepared = true;
    void this.services.find();
    this.people.loadBlocked();
    await this.extendPresence();
    return (await this.people.avatars.loadOwn().catch(ignoreRefusal)) ?? false;
  }

  // --- what comes in ---------------------------------------------------------------------------

  /** What the archive has of a conversation. */
  private shelve(jid: string, messages: readonly ReceivedMessage[]): void {
    batch(() => {
      if (messages.some((each) => !each.isRoom && isWorthShowing(each)) || this.conversations.value.has(jid)) {
        this.open(jid, false).insert(messages, "boundary");
      }
    });
  }

  private receive(stanza: Element): void {
    const { account } = this.client;
    const envelope = unwrap(stanza, account);
    const message = envelope && readMessage(envelope, account, (room) => this.rooms.nickIn(room));
    if (!message) {
      return;
    }
    if (!message.isRoom && message.stanzaId !== undefined) {
      this.catchUp.saw(message.stanzaId);
    }
    const known = this.conversations.value.get(message.conversation);
    if (message.isRoom && !known) {
      return;
    }
    if (message.content.kind === "none" || message.content.kind === "receipt" || message.content.kind === "displayed") {
      known?.receive(message);
      return;
    }
    const conversation = known ?? (isWorthShowing(message) ? this.open(message.conversation, false) : undefined);
    const isNews = conversation?.receive(message) ?? false;
    this.confirm(message);
    if (conversation && isNews && !message.isArchived) {
      this.notify(conversation, message);
    }
  }

  private confirm(message: ReceivedMessage): void {
    const { content, id } = message;
    if (!message.wantsReceipt || message.isOwn || message.isCarbon || message.isRoom || id === undefined) {
      return;
    }
    const isText = content.kind === "text" || content.kind === "correction";
    if (isText && this.people.mayKnow(message.conversation)) {
      this.client.send(compose.receipt(message.from, newId(), id));
    }
  }

  private conversationOf(message: Element): Conversation | undefined {
    return this.conversations.value.get(attribute(message, "to")?.split("/")[0] ?? "");
  }

  // --- conversations ---------------------------------------------------------------------------

  /** The conversation with this address, made when there is none yet. */
  open(jid: string, isRoom: boolean): Conversation {
    const known = this.conversations.value.get(jid);
    if (known) {
      return known;
    }
    const conversation = new Conversation(this.context, jid, isRoom);
    const position = this.positions.of(jid);
    if (position !== undefined) {
      conversation.readUpTo(position);
    }
    this.conversations.value = new Map(this.conversations.value).set(jid, conversation);
    if (this.selected.peek() === jid) {
      queueMicrotask(() => this.select(jid));
    }
    return conversation;
  }

  /** Shows a conversation; one that is not there yet is shown as soon as it is. */
  select(jid: string | undefined): void {
    const conversation = jid === undefined ? undefined : this.conversations.value.get(jid);
    batch(() => {
      conversation?.reading.open();
      this.selected.value = jid;
    });
    if (conversation && conversation.messages.value.length < 20) {
      void conversation.loadOlder();
    }
  }

  /** Opens a chat with somebody by address; false when that is no address. */
  start(typed: string): boolean {
    const jid = parseBare(typed, this.client.domain);
    if (jid === undefined) {
      return false;
    }
    this.open(jid, false);
    this.select(jid);
    return true;
  }

  close(jid: string): void {
    if (this.conversations.value.get(jid)?.isRoom) {
      this.joined.leave(jid);
    }
    this.drop(jid);
  }

  private drop(jid: string): void {
    const rest = new Map(this.conversations.value);
    rest.delete(jid);
    batch(() => {
      this.conversations.value = rest;
      if (this.selected.value === jid) {
        this.selected.value = undefined;
      }
    });
  }

  /** Searches the archive (XEP-0431), newest results last. */
  async search(text: string, jid?: string): Promise<readonly ReceivedMessage[]> {
    const page = await this.archive.page({ search: text, with: jid, before: "", max: 50 });
    return page.results
      .flatMap((each) => readMessage(each, this.client.account) ?? [])
      .filter((each) => each.content.kind === "text");
  }

  nameOf(jid: string): string {
    return this.joined.nameOf(jid) ?? this.people.nameOf(jid);
  }

  ownNick(): string {
    return this.people.ownNickname.value || shortName(this.client.account);
  }

  joinRoom(jid: string, nick: string, password?: string): void {
    this.joined.join(jid, nick, password);
    this.select(jid);
  }

  // --- files -----------------------------------------------------------------------------------

  /** Uploads a file and sends its address; what goes wrong is told beside the composer. */
  async upload(conversation: Conversation, file: File): Promise<void> {
    const service = this.uploadService.value;
    const signal = conversation.beginUpload();
    const show = (upload: Partial<Upload>) => {
      if (!signal.aborted) {
        conversation.upload.value = { file, share: 0, ...upload };
      }
    };
    show({});
    if (service?.maxSize !== undefined && file.size > service.maxSize) {
      show({ problem: t("file.tooLarge", { size: Math.floor(service.maxSize / 1_000_000) }) });
      return;
    }
    try {
      const slot = await requestSlot(this.client, service ?? { jid: this.client.domain, maxSize: undefined }, file);
      await put(slot, file, (share) => show({ share }), signal);
      conversation.upload.value = undefined;
      conversation.send(slot.get, undefined, slot.get);
    } catch (error) {
      show({ problem: t("file.failed", { reason: reasonOf(error) }) });
    }
  }

  // --- a reload --------------------------------------------------------------------------------

  /** What is worth keeping when the session is not. */
  knowledge(): KnowledgeSnapshot {
    return {
      format: FORMAT,
      people: this.people.snapshot(),
      bookmarks: this.joined.bookmarks.value,
      positions: this.positions.snapshot(),
      lastArchived: this.catchUp.last,
    };
  }

  /** Leaves the session to the page that comes after this one. */
  suspend(): ChatSnapshot | undefined {
    this.positions.flush();
    const client = this.client.suspend();
    return (
      client && {
        ...this.knowledge(),
        client,
        rooms: this.rooms.snapshot(),
        conversations: this.list.value.map((each) => each.snapshot()),
      }
    );
  }

  restore(snapshot: ChatSnapshot): void {
    batch(() => {
      this.recall(snapshot, snapshot.conversations);
      this.rooms.restore(snapshot.rooms);
    });
  }

  /** What was kept of earlier sessions; what is missing since then is caught up with. */
  recall(knowledge: KnowledgeSnapshot, conversations: readonly ConversationSnapshot[]): void {
    batch(() => {
      this.joined.restore(knowledge.bookmarks);
      this.restored = this.people.restore(knowledge.people);
      this.positions.restore(knowledge.positions);
      for (const each of conversations) {
        this.open(each.jid, each.isRoom).restore(each);
      }
      this.catchUp.last = knowledge.lastArchived;
    });
  }
}

function isWorthShowing(message: ReceivedMessage): boolean {
  return message.content.kind === "text" || message.content.kind === "invitation";
}
