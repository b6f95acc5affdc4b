import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Client, type Status } from "../protocol/client";
import { discover } from "../protocol/discovery";
import type { ReceivedMessage } from "../protocol/message";
import type { Credential } from "../protocol/streamEvents";
import { Chat, type ChatSnapshot, isReadable } from "./chat";
import type { Conversation } from "./conversation";
import { History } from "./history";
import { LoginViewModel } from "./login";
import { Notifications } from "./notifications";
import { IndexedRecords, type Records } from "./records";
import { Settings } from "./settings";
import { BrowserStorage, type StoredAccount } from "./storage";
import { Tab } from "./tabs";

/** The whole page: either somebody logs in, or somebody is logged in. */
export class App {
  readonly settings: Settings;
  readonly notifications: Notifications;
  readonly login: LoginViewModel;
  readonly chat: Signal<Chat | undefined> = signal(undefined);
  readonly title: ReadonlySignal<string>;

  constructor(
    private readonly page: URL,
    private readonly storage: BrowserStorage = new BrowserStorage(),
    private readonly records: Records | undefined = "indexedDB" in globalThis ? new IndexedRecords() : undefined,
  ) {
    this.settings = new Settings(storage);
    this.notifications = new Notifications(this.settings);
    this.login = new LoginViewModel(
      page,
      storage.lastJid(),
      (jid, credential, isKept) => void this.logIn(jid, credential, isKept),
    );
    this.title = computed(() => {
      const unread = this.chat.value?.unread.value ?? 0;
      return unread > 0 ? `(${unread}) Carillon` : "Carillon";
    });
    void this.resume();
  }

  /** Goes on where the page was before it was loaded anew, or as the account that stays signed in. */
  private async resume(): Promise<void> {
    const account = this.storage.account();
    const credential = account && credentialOf(account);
    if (!account || !credential) {
      return;
    }
    const left = this.storage.takeSnapshot<ChatSnapshot>();
    const snapshot = isReadable(left) ? left : undefined;
    const chat = await this.prepare(account, snapshot);
    this.chat.value = chat;
    if (!this.tab || (await this.tab.claim())) {
      this.connect(chat, account, credential, snapshot);
    } else {
      chat.client.stepAside();
    }
  }

  private async logIn(jid: string, credential: Credential, isKept: boolean): Promise<void> {
    const account = { jid, isKept, clientId: this.storage.clientId(isKept) };
    const chat = await this.prepare(account);
    // whoever logs in here wants it here
    await this.tab?.take();
    if (this.connecting === chat) {
      this.connect(chat, account, credential);
    }
  }

  private connecting: Chat | undefined;
  private account: StoredAccount | undefined;
  private history: History | undefined;
  private tab: Tab | undefined;

  /** A chat with all that is known without a connection. */
  private async prepare(account: StoredAccount, snapshot?: ChatSnapshot, tab = this.newTab(account)): Promise<Chat> {
    this.account = account;
    this.history?.rest();
    // a browser that is to forget somebody keeps nothing of what they say
    this.history = account.isKept && this.records ? new History(this.records, account.jid) : undefined;
    if (tab !== this.tab) {
      this.tab?.close();
      this.tab = tab;
    }
    const wanted = this.page.searchParams.get("transport");
    const client = new Client((domain) => discover(domain, this.page, wanted));
    const chat: Chat = new Chat(
      client,
      this.settings,
      (conversation, message) => this.notify(chat, conversation, message),
      this.history,
    );
    this.connecting = chat;
    client.jid = account.jid;
    client.on("token", (token) => this.keep({ token, keys: undefined }));
    client.on("keys", (keys) => this.keep({ keys, token: undefined }));
    client.on("status", (status) => this.follow(chat, status));
    if (snapshot) {
      chat.restore(snapshot);
    } else {
      const kept = await this.history?.load();
      if (kept) {
        chat.recall(kept.knowledge, kept.conversations);
      }
    }
    this.history?.follow(chat);
    return chat;
  }

  /** One for this account, where this browser is to stay logged in as it. */
  private newTab({ jid, clientId, isKept }: StoredAccount): Tab | undefined {
    if (!isKept || !Tab.isPossible) {
      return undefined;
    }
    return new Tab(`carillon ${clientId} ${jid}`, {
      handOver: () => {
        const snapshot = this.chat.peek()?.suspend();
        this.chat.peek()?.client.stepAside();
        return snapshot;
      },
      ended: () => this.leave(),
    });
  }

  private connect(chat: Chat, account: StoredAccount, credential: Credential, snapshot?: ChatSnapshot): void {
    const { jid, clientId } = account;
    const wantsToken = credential.kind === "password" || credential.kind === "keys";
    chat.client.connect({ jid, clientId, credential, wantsToken }, snapshot?.client);
  }

  private keep(change: Pick<StoredAccount, "token" | "keys">): void {
    if (this.account) {
      this.account = { ...this.account, ...change };
      this.storage.keep(this.account);
    }
  }

  private follow(chat: Chat, status: Status): void {
    if (chat !== this.connecting) {
      return;
    }
    this.login.follow(status);
    if (status.kind === "online") {
      this.chat.value = chat;
    } else if (status.kind === "refused") {
      // a token that is not good any more is forgotten with all that it opened, and the form shown
      this.storage.forget();
      this.history?.erase().catch(() => undefined);
      this.tab?.leave();
      this.chat.value = undefined;
    }
  }

  /** Ends the session and forgets the account in this browser; its other tabs do so too. */
  logOut(): void {
    this.chat.value?.client.logOut();
    this.tab?.end();
    this.leave();
  }

  private leave(): void {
    this.storage.forget();
    this.history?.erase().catch(() => undefined);
    this.history = undefined;
    this.tab?.close();
    this.tab = undefined;
    this.connecting?.client.disconnect();
    this.connecting = undefined;
    this.chat.value = undefined;
    this.login.reset();
  }

  cancel(): void {
    const { connecting } = this;
    this.connecting = undefined;
    connecting?.client.disconnect();
    this.tab?.close();
    this.tab = undefined;
    this.login.reset();
  }

  /** Takes the session from another tab, as it stands there. */
  async takeOver(): Promise<void> {
    const selected = this.chat.value?.selected.value;
    const given = (await this.tab?.take()) as ChatSnapshot | undefined;
    const taken = isReadable(given) ? given : undefined;
    const account = this.storage.account();
    const credential = account && credentialOf(account);
    if (!account || !credential) {
      this.leave();
      return;
    }
    const chat = await this.prepare(account, taken, this.tab);
    this.chat.value = chat;
    chat.select(selected);
    this.connect(chat, account, credential, taken);
  }

  private notify(chat: Chat, conversation: Conversation, message: ReceivedMessage): void {
    const isSeen = !document.hidden && document.hasFocus() && chat.selected.value === conversation.jid;
    if (isSeen) {
      conversation.markRead();
      return;
    }
    const body = message.content.kind === "text" ? message.content.body : "";
    if (!conversation.isRoom || conversation.mentions(body)) {
      this.notifications.show(conversation, message, () => chat.select(conversation.jid));
    }
  }

  // --- the page and its network ----------------------------------------------------------------

  /** The page is about to go: the next one takes over the session. */
  suspend(): void {
    const snapshot = this.chat.value?.suspend();
    if (snapshot) {
      this.storage.putSnapshot(snapshot);
    }
    this.tab?.leave();
  }

  /** Another tab or program is in front, or this one again. */
  visible(isVisible: boolean): void {
    this.chat.value?.client.setActive(isVisible);
    if (isVisible) {
      this.chat.value?.client.probe();
    }
  }

  offline(): void {
    this.chat.value?.client.interrupt();
  }

  online(): void {
    this.chat.value?.client.reconnect();
  }

  seen(): void {
    this.chat.value?.current.value?.markRead();
  }

  /** Runs the effects that reach outside the views. */
  start(apply: { title: (title: string) => void; theme: (theme: string) => void }): void {
    effect(() => apply.title(this.title.value));
    effect(() => apply.theme(this.settings.theme.value));
  }
}

function credentialOf(account: StoredAccount): Credential | undefined {
  if (account.token) {
    return { kind: "token", token: account.token };
  }
  return account.keys ? { kind: "keys", keys: account.keys } : undefined;
}
