import type { FastToken } from "../protocol/fastToken";
import { newUuid } from "../protocol/ids";
import type { ScramKeys } from "../protocol/streamEvents";

/** Whom this browser stays logged in as: a token or keys, never the password. */
export interface StoredAccount {
  readonly jid: string;
  readonly clientId: string;
  readonly isKept: boolean;
  readonly token?: FastToken | undefined;
  readonly keys?: ScramKeys | undefined;
}

const ACCOUNT = "carillon.account";
const CLIENT = "carillon.client";
const LAST = "carillon.last";
const SNAPSHOT = "carillon.snapshot";

/**
 * What the browser keeps. The tab's own storage comes first, so that two tabs can be two people; what
 * is to survive the tab is in the storage of the site.
 */
export class BrowserStorage {
  constructor(
    private readonly site: Storage = localStorage,
    private readonly tab: Storage = sessionStorage,
  ) {}

  account(): StoredAccount | undefined {
    const tab = read<StoredAccount>(this.tab, ACCOUNT);
    const site = read<StoredAccount>(this.site, ACCOUNT);
    // another tab may have used the token meanwhile, and a token's count must never go back
    return tab?.isKept && site?.jid === tab.jid ? site : (tab ?? site);
  }

  keep(account: StoredAccount): void {
    write(this.tab, ACCOUNT, account);
    write(this.site, LAST, account.jid);
    if (account.isKept) {
      write(this.site, ACCOUNT, account);
    }
  }

  forget(): void {
    const account = this.account();
    this.tab.removeItem(ACCOUNT);
    this.tab.removeItem(SNAPSHOT);
    if (read<StoredAccount>(this.site, ACCOUNT)?.jid === account?.jid) {
      this.site.removeItem(ACCOUNT);
    }
  }

  lastJid(): string {
    return read<string>(this.site, LAST) ?? "";
  }

  /** Names this browser to the server; a tab that is not to be kept is a browser of its own. */
  clientId(isKept: boolean): string {
    const storage = isKept ? this.site : this.tab;
    const id = read<string>(storage, CLIENT) ?? newUuid();
    write(storage, CLIENT, id);
    return id;
  }

  /** Taken out as it is read: two pages must not resume one session. */
  takeSnapshot<T>(): T | undefined {
    const snapshot = read<T>(this.tab, SNAPSHOT);
    this.tab.removeItem(SNAPSHOT);
    return snapshot;
  }

  putSnapshot(snapshot: unknown): void {
    write(this.tab, SNAPSHOT, snapshot);
  }

  read<T>(key: string): T | undefined {
    return read<T>(this.site, `carillon.${key}`);
  }

  remove(key: string): void {
    this.site.removeItem(`carillon.${key}`);
  }

  write(key: string, value: unknown): void {
    write(this.site, `carillon.${key}`, value);
  }
}

function read<T>(storage: Storage, key: string): T | undefined {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    // written by something else: as good as nothing
    return undefined;
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // full or forbidden: the page works, and forgets
  }
}
