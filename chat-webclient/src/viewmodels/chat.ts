import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../i18n/translate";
import { Archive } from "../protocol/archive";
import { Avatars } from "../protocol/avatars";
import { Blocking } from "../protocol/blocking";
import { type Bookmark, loadBookmarks, saveBookmarks } from "../protocol/bookmarks";
import type { Client, ClientSnapshot, Status } from "../protocol/client";
import * as compose from "../protocol/compose";
import { answerDiscovery, capabilities } from "../protocol/disco";
import { newId } from "../protocol/ids";
import { parseBare, shortName } from "../protocol/jid";
import { type Envelope, type ReceivedMessage, readMessage, unwrap } from "../protocol/message";
import { NS } from "../protocol/namespaces";
import { type Presence, Presences, type Show } from "../protocol/presence";
import { type RoomSnapshot, Rooms } from "../protocol/rooms";
import { type Contact, Roster } from "../protocol/roster";
import { put, requestSlot, type UploadService } from "../protocol/upload";
import { attribute, xml } from "../protocol/xml";
import { Conversation, type ConversationContext, type ConversationSnapshot, type Upload } from "./conversation";
import { groupBy } from "./groups";
import { ignoreRefusal, reasonOf } from "./problems";
import { Services } from "./services";
import type { Settings } from "./settings";
import type { BrowserStorage } from "./storage";

const CATCH_UP_PAGE = 100;
const CATCH_UP_PAGES = 20;

export interface ChatSnapshot {
  readonly client: ClientSnapshot;
  readonly contacts: readonly Contact[];
  readonly presences: [string, [string, Presence][]][];
  readonly rooms: readonly RoomSnapshot[];
  readonly conversations: readonly ConversationSnapshot[];
  readonly bookmarks: readonly Bookmark[];
  readonly lastArchived: string | undefined;
  readonly show: Show;
  readonly statusText: string;
}

/** Somebody who asks to see when we are online. */
export interface ContactRequest {
  readonly jid: string;
  readonly text?: string | undefined;
}

/** Called for a new line that deserves attention. */
export type Notify = (conversation: Conversation, message: ReceivedMessage) => void;

/** Everything of one logged-in account: whom it knows, what is said, and what comes in. */
export class Chat {
  readonly status: Signal<Status> = signal({ kind: "connecting" });
  readonly contacts: Signal<ReadonlyMap<string, Contact>> = signal(new Map());
  readonly requests: Signal<readonly ContactRequest[]> = signal([]);
  readonly blocked: Signal<ReadonlySet<string>> = signal(new Set());
  readonly conversations: Signal<ReadonlyMap<string, Conversation>> = signal(new Map());
  readonly selected: Signal<string | undefined> = signal(undefined);
  readonly show: Signal<Show> = signal("online");
  readonly statusText = signal("");
  readonly services: Services;
  readonly uploadService: Signal<UploadService | undefined>;
  readonly isCatchingUp = signal(false);
  readonly current: ReadonlySignal<Conversation | undefined>;
  readonly unread: ReadonlySignal<number>;
  /** Conversations, the one with the newest message first. */
  readonly list: ReadonlySignal<readonly Conversation[]>;

  readonly roster: Roster;
  readonly presences: Presences;
  readonly rooms: Rooms;
  readonly avatars: Avatars;
  private readonly blocking: Blocking;
  private readonly archive: Archive;
  private readonly context: ConversationContext;
  private readonly avatarSignals = new Map<string, Signal<string | undefined>>();
  private readonly presenceSignals = new Map<string, Signal<Presence>>();
  private readonly readMarks: Record<string, number>;
  private readonly capabilities = capabilities("https://carillon.im/web").catch(ignoreRefusal);
  private isPrepared = false;
  private bookmarks: Bookmark[] = [];
  private lastArchived: string | undefined;

  constructor(
    readonly client: Client,
    /** The bare address that logs in; a guest has none. */
    private readonly account: string | undefined,
    private readonly storage: BrowserStorage,
    settings: Settings,
    private readonly notify: Notify,
  ) {
    this.services = new Services(client);
    this.uploadService = this.services.uploads;
    this.roster = new Roster(client);
    this.presences = new Presences(client);
    this.rooms = new Rooms(client);
    this.blocking = new Blocking(client);
    this.avatars = new Avatars(client);
    this.archive = new Archive(client);
    this.readMarks = (account && storage.read<Record<string, number>>(`read.${account}`)) || {};
    this.context = {
      client,
      archive: this.archive,
      settings,
      nameOf: (jid) => this.nameOf(jid),
      nickIn: (room) => this.rooms.nickIn(room),
      keepRead: (jid, time) => this.keepRead(jid, time),
    };
    this.current = computed(() => this.conversations.value.get(this.selected.value ?? ""));
    this.unread = computed(() => this.list.value.reduce((sum, each) => sum + each.unread.value, 0));
    this.list = computed(() =>
      [...this.conversations.value.values()].sort((a, b) => (b.last.value?.time ?? 0) - (a.last.value?.time ?? 0)),
    );
    this.listen();
  }

  private listen(): void {
    const { client } = this;
    answerDiscovery(client);
    client.on("status", (status) => {
      this.status.value = status;
    });
    client.on("online", (online) => void this.begin(online.resumed, online.carbons));
    client.on("message", (message) => this.receive(message));
    client.on("acknowledged", (message) => this.conversationOf(message)?.acknowledged(attribute(message, "id") ?? ""));
    client.on("undelivered", (message) => this.undelivered.push(message));
    client.on("lost", () => {
      for (const conversation of this.conversations.value.values()) {
        conversation.markBoundary();
      }
    });
    this.roster.on("changed", (contacts) => {
      this.contacts.value = contacts;
      const wanted = this.selected.peek();
      if (wanted !== undefined && contacts.has(wanted)) {
        this.open(wanted, false);
      }
    });
    this.roster.on("asked", (request) => this.asked(request));
    this.presences.on("changed", (jid) => {
      this.presenceOf(jid).value = this.presences.of(jid);
    });
    this.avatars.on("changed", (jid) => {
      this.avatarOf(jid).value = this.avatars.of(jid);
    });
    this.blocking.on("changed", (blocked) => {
      this.blocked.value = blocked;
    });
    this.rooms.on("changed", (jid) => {
      this.open(jid, true).room.value = this.rooms.get(jid);
    });
    this.rooms.on("joined", (jid) => void this.joined(jid));
  }

  // --- the beginning of a session --------------------------------------------------------------

  private async begin(resumed: boolean, carbons: boolean): Promise<void> {
    if (resumed) {
      if (!this.isPrepared) {
        void this.services.find();
      }
      await this.prepare();
      return;
    }
    // at once: what arrives live from now on is not what the catch-up begins at
    const catchUp = this.catchUp();
    void this.services.find();
    await this.extendPresence();
    if (!carbons) {
      this.client.iq("set", undefined, xml("enable", { xmlns: NS.carbons })).catch(ignoreRefusal);
    }
    // the roster first: presence of contacts means nothing before it (RFC 6121 §2.2)
    await this.roster.load().catch(ignoreRefusal);
    this.presences.announce(this.show.value, this.statusText.value);
    await catchUp;
    await this.joinBookmarked();
    this.isPrepared = false;
    if (await this.prepare()) {
      this.presences.announce(this.show.value, this.statusText.value);
    }
  }

  private async extendPresence(): Promise<void> {
    const caps = await this.capabilities;
    this.presences.extend(() => [...(caps ? [caps.cloneNode(true) as Element] : []), this.avatars.update()]);
  }

  /** What a page needs once, also when it took over a session; tells whether the account has a picture. */
  private async prepare(): Promise<boolean> {
    if (this.isPrepared) {
      return false;
    }
    this.isPrepared = true;
    await this.extendPresence();
    this.blocking.load().catch(ignoreRefusal);
    return (await this.avatars.loadOwn().catch(ignoreRefusal)) ?? false;
  }

  /** What was said while this client was not there: everything behind the last message it knows. */
  private async catchUp(): Promise<void> {
    this.isCatchingUp.value = true;
    try {
      if (this.lastArchived === undefined || !(await this.catchUpAfter(this.lastArchived))) {
        await this.loadNewest();
      }
    } catch (error) {
      // no archive: what comes in live is all there is
      ignoreRefusal(error);
    } finally {
      this.isCatchingUp.value = false;
    }
  }

  /** False when too much was missed to fetch it all now, or the last known message is not there any more. */
  private async catchUpAfter(last: string): Promise<boolean> {
    let after = last;
    for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
      const page = await this.archive.page({ after, max: CATCH_UP_PAGE }).catch(ignoreRefusal);
      if (!page) {
        return this.client.status.kind !== "online";
      }
      this.distribute(page.results);
      if (page.isComplete || page.last === undefined) {
        return true;
      }
      after = page.last;
    }
    return false;
  }

  private async loadNewest(): Promise<void> {
    const page = await this.archive.page({ before: "", max: CATCH_UP_PAGE });
    for (const conversation of this.conversations.value.values()) {
      if (!conversation.isRoom && this.lastArchived !== undefined) {
        conversation.startOver();
      }
    }
    this.distribute(page.results);
  }

  private distribute(results: readonly Envelope[]): void {
    const { account } = this.client;
    const messages = results.flatMap((each) => readMessage(each, account) ?? []);
    batch(() => {
      for (const [jid, part] of groupBy(messages, (each) => each.conversation)) {
        if (part.some((each) => !each.isRoom && isWorthShowing(each)) || this.conversations.value.has(jid)) {
          this.open(jid, false).insert(part, "boundary");
        }
      }
    });
    this.lastArchived = results.at(-1)?.stanzaId ?? this.lastArchived;
  }

  // --- what comes in ---------------------------------------------------------------------------

  private receive(stanza: Element): void {
    const { account } = this.client;
    const envelope = unwrap(stanza, account);
    const message = envelope && readMessage(envelope, account, (room) => this.rooms.nickIn(room));
    if (!message) {
      return;
    }
    if (!message.isRoom && message.stanzaId !== undefined && !this.isCatchingUp.value) {
      this.lastArchived = message.stanzaId;
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

  /** XEP-0184 §5.5: only to those who may know that we are there. */
  private confirm(message: ReceivedMessage): void {
    const { content, id } = message;
    const mayKnow = ["from", "both"].includes(this.contacts.value.get(message.conversation)?.subscription ?? "none");
    if (!message.wantsReceipt || message.isOwn || message.isCarbon || message.isRoom || id === undefined) {
      return;
    }
    if (mayKnow && (content.kind === "text" || content.kind === "correction")) {
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
    conversation.readUntil = this.readMarks[jid] ?? 0;
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
      if (conversation) {
        conversation.divider.value = conversation.unread.value > 0 ? conversation.readUntil : 0;
      }
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
    const conversation = this.conversations.value.get(jid);
    if (conversation?.isRoom) {
      this.leaveRoom(jid);
    }
    const rest = new Map(this.conversations.value);
    rest.delete(jid);
    batch(() => {
      this.conversations.value = rest;
      if (this.selected.value === jid) {
        this.selected.value = undefined;
      }
    });
  }

  private keepRead(jid: string, time: number): void {
    this.readMarks[jid] = time;
    if (this.account !== undefined) {
      this.storage.write(`read.${this.account}`, this.readMarks);
    }
  }

  /** Searches the archive (XEP-0431), newest results last. */
  async search(text: string, jid?: string): Promise<readonly ReceivedMessage[]> {
    const page = await this.archive.page({ search: text, with: jid, before: "", max: 50 });
    return page.results
      .flatMap((each) => readMessage(each, this.client.account) ?? [])
      .filter((each) => each.content.kind === "text");
  }

  /** Leaves nothing of this account in the browser. */
  forget(): void {
    this.storage.remove(`read.${this.account}`);
  }

  // --- people ----------------------------------------------------------------------------------

  nameOf(jid: string): string {
    const bookmark = this.bookmarks.find((each) => each.jid === jid);
    return this.contacts.value.get(jid)?.name ?? bookmark?.name ?? shortName(jid);
  }

  presenceOf(jid: string): Signal<Presence> {
    const known = this.presenceSignals.get(jid) ?? signal(this.presences.of(jid));
    this.presenceSignals.set(jid, known);
    return known;
  }

  avatarOf(jid: string): Signal<string | undefined> {
    const known = this.avatarSignals.get(jid) ?? signal(this.avatars.of(jid));
    this.avatarSignals.set(jid, known);
    return known;
  }

  /** Takes a picture for one's own; others see it with the next presence. */
  async setAvatar(picture: Blob): Promise<void> {
    await this.avatars.setOwn(picture.type, new Uint8Array(await picture.arrayBuffer()));
    this.presences.announce(this.show.value, this.statusText.value);
  }

  setPresence(show: Show, text: string): void {
    this.show.value = show;
    this.statusText.value = text;
    this.presences.announce(show, text);
  }

  private asked(request: ContactRequest): void {
    if (!this.requests.value.some((each) => each.jid === request.jid)) {
      this.requests.value = [...this.requests.value, request];
    }
  }

  /** Allows somebody who asked, and asks back. */
  async accept(jid: string): Promise<void> {
    this.answered(jid);
    this.roster.allow(jid);
    const contact = this.contacts.value.get(jid);
    if (!contact || contact.subscription === "none" || contact.subscription === "from") {
      await this.roster.add(jid, contact?.name, contact?.groups);
    }
  }

  deny(jid: string): void {
    this.answered(jid);
    this.roster.deny(jid);
  }

  private answered(jid: string): void {
    this.requests.value = this.requests.value.filter((each) => each.jid !== jid);
  }

  async block(jid: string): Promise<void> {
    await this.blocking.block(jid);
  }

  async unblock(jid: string): Promise<void> {
    await this.blocking.unblock(jid);
  }

  // --- rooms -----------------------------------------------------------------------------------

  private readonly undelivered: Element[] = [];

  private async joinBookmarked(): Promise<void> {
    const stored = await loadBookmarks(this.client).catch(ignoreRefusal);
    this.bookmarks = stored ?? this.bookmarks;
    const open = [...this.conversations.value.values()].filter((each) => each.isRoom).map((each) => each.jid);
    const wanted = new Set([...this.bookmarks.filter((each) => each.autojoin).map((each) => each.jid), ...open]);
    for (const jid of wanted) {
      const bookmark = this.bookmarks.find((each) => each.jid === jid);
      const earlier = this.rooms.get(jid);
      // somebody may have been faster
      const isOut = earlier === undefined || earlier.state.kind === "out";
      if (isOut) {
        this.rooms.join(jid, earlier?.nick ?? bookmark?.nick ?? this.ownNick(), bookmark?.password);
      }
    }
  }

  ownNick(): string {
    return shortName(this.client.account);
  }

  joinRoom(jid: string, nick: string, password?: string): void {
    this.rooms.join(jid, nick || this.ownNick(), password);
    this.select(jid);
    this.bookmark({ jid, nick: nick || undefined, password, autojoin: true });
  }

  private async joined(jid: string): Promise<void> {
    const again = this.undelivered.filter((each) => attribute(each, "to") === jid);
    again.forEach((each) => {
      this.undelivered.splice(this.undelivered.indexOf(each), 1);
      this.client.send(each);
    });
    await this.catchUpRoom(this.open(jid, true));
  }

  private async catchUpRoom(conversation: Conversation): Promise<void> {
    const after = conversation.messages.value.findLast((each) => each.stanzaId !== undefined)?.stanzaId;
    if (after === undefined) {
      await conversation.loadOlder();
      return;
    }
    try {
      const page = await this.archive.page({ room: conversation.jid, after, max: CATCH_UP_PAGE });
      const read = (each: Envelope) => readMessage(each, this.client.account, (room) => this.rooms.nickIn(room)) ?? [];
      if (page.isComplete) {
        conversation.insert(page.results.flatMap(read), "boundary");
      } else {
        conversation.startOver();
        await conversation.loadOlder();
      }
    } catch (error) {
      // the room keeps no archive, or has forgotten that message
      ignoreRefusal(error);
    }
  }

  private leaveRoom(jid: string): void {
    this.rooms.leave(jid);
    this.bookmarks = this.bookmarks.filter((each) => each.jid !== jid);
    saveBookmarks(this.client, this.bookmarks).catch(ignoreRefusal);
  }

  private bookmark(bookmark: Bookmark): void {
    this.bookmarks = [...this.bookmarks.filter((each) => each.jid !== bookmark.jid), bookmark];
    saveBookmarks(this.client, this.bookmarks).catch(ignoreRefusal);
  }

  invite(room: string, jid: string): void {
    this.client.send(compose.invitation(jid, newId(), room));
  }

  setSubject(room: string, subject: string): void {
    this.client.send(compose.subject(room, newId(), subject));
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

  /** Leaves the session to the page that comes after this one. */
  suspend(): ChatSnapshot | undefined {
    const client = this.client.suspend();
    return (
      client && {
        client,
        contacts: [...this.contacts.value.values()],
        presences: this.presences.snapshot(),
        rooms: this.rooms.snapshot(),
        conversations: this.list.value.map((each) => each.snapshot()),
        bookmarks: this.bookmarks,
        lastArchived: this.lastArchived,
        show: this.show.value,
        statusText: this.statusText.value,
      }
    );
  }

  restore(snapshot: ChatSnapshot): void {
    batch(() => {
      this.bookmarks = [...snapshot.bookmarks];
      this.roster.restore(snapshot.contacts);
      this.presences.restore(snapshot.presences);
      for (const each of snapshot.conversations) {
        this.open(each.jid, each.isRoom).restore(each);
      }
      this.rooms.restore(snapshot.rooms);
      this.lastArchived = snapshot.lastArchived;
      this.show.value = snapshot.show;
      this.statusText.value = snapshot.statusText;
    });
  }
}

function isWorthShowing(message: ReceivedMessage): boolean {
  return message.content.kind === "text" || message.content.kind === "invitation";
}
