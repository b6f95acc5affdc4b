import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { Client, type Status } from "../protocol/client";
import { discover } from "../protocol/discovery";
import type { ReceivedMessage } from "../protocol/message";
import type { Credential } from "../protocol/stream";
import { Chat, type ChatSnapshot } from "./chat";
import type { Conversation } from "./conversation";
import { LoginViewModel } from "./login";
import { Notifications } from "./notifications";
import { Settings } from "./settings";
import { BrowserStorage, type StoredAccount } from "./storage";

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
  ) {
    this.settings = new Settings(storage);
    this.notifications = new Notifications(this.settings);
    this.login = new LoginViewModel(page, storage.lastJid(), (jid, credential, isKept) =>
      this.logIn(jid, credential, isKept),
    );
    this.title = computed(() => {
      const unread = this.chat.value?.unread.value ?? 0;
      return unread > 0 ? `(${unread}) Carillon` : "Carillon";
    });
    this.resume();
  }

  /** Goes on where the page was before it was loaded anew, or as the account that stays signed in. */
  private resume(): void {
    const account = this.storage.account();
    const credential = account && credentialOf(account);
    if (!account || !credential) {
      return;
    }
    const snapshot = this.storage.takeSnapshot<ChatSnapshot>();
    this.begin(account, credential, snapshot);
    this.chat.value = this.connecting;
  }

  private logIn(jid: string, credential: Credential, isKept: boolean): void {
    this.begin({ jid, isKept, clientId: this.storage.clientId(isKept) }, credential);
  }

  private connecting: Chat | undefined;
  private account: StoredAccount | undefined;

  private begin(account: StoredAccount, credential: Credential, snapshot?: ChatSnapshot): void {
    const wanted = this.page.searchParams.get("transport");
    const client = new Client((domain) => discover(domain, this.page, wanted));
    const jid = credential.kind === "anonymous" ? undefined : account.jid;
    const chat = new Chat(client, jid, this.storage, this.settings, (conversation, message) =>
      this.notify(chat, conversation, message),
    );
    this.account = account;
    this.connecting = chat;
    client.on("token", (token) => this.keep({ token, keys: undefined }));
    client.on("keys", (keys) => this.keep({ keys, token: undefined }));
    client.on("status", (status) => this.follow(chat, status));
    if (snapshot) {
      chat.restore(snapshot);
    }
    this.connect(chat, account, credential, snapshot);
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
      // a token that is not good any more is forgotten, and the form shown
      this.storage.forget();
      this.chat.value = undefined;
    }
  }

  /** Ends the session and forgets the account in this browser. */
  logOut(): void {
    const chat = this.chat.value;
    this.storage.forget();
    chat?.forget();
    this.connecting = undefined;
    this.chat.value = undefined;
    this.login.reset();
    chat?.client.disconnect();
  }

  cancel(): void {
    const { connecting } = this;
    this.connecting = undefined;
    connecting?.client.disconnect();
    this.login.reset();
  }

  /** Takes the session back from another tab. */
  takeOver(): void {
    const chat = this.chat.value;
    const account = this.storage.account();
    const credential = account && credentialOf(account);
    if (chat && account && credential) {
      this.account = account;
      this.connect(chat, account, credential);
    } else {
      this.logOut();
    }
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
  }

  /** The page was kept by the browser and is shown again. */
  wake(): void {
    if (this.storage.hasSnapshot()) {
      location.reload();
    } else {
      this.chat.value?.client.probe();
    }
  }

  /** Another tab or program is in front, or this one again. */
  visible(isVisible: boolean): void {
    this.chat.value?.client.setActive(isVisible);
    if (isVisible) {
      this.wake();
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
