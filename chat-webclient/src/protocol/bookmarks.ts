import type { Client } from "./client";
import { Emitter } from "./emitter";
import { NS } from "./namespaces";
import { type Pep, type PepItem, PRIVATE } from "./pep";
import { attribute, child, childText, parse, serialize, xml } from "./xml";

export interface Bookmark {
  readonly jid: string;
  readonly name?: string | undefined;
  readonly nick?: string | undefined;
  readonly password?: string | undefined;
  readonly autojoin: boolean;
  /** What other clients keep with it: not ours to lose (XEP-0402 §3.4). */
  readonly extensions?: string | undefined;
}

interface BookmarkEvents {
  /** Another client of the account has written a bookmark. */
  changed: Bookmark;
  /** Another client of the account has taken a bookmark away. */
  removed: string;
}

/** The rooms an account keeps, an item for each (XEP-0402 1.2.0). */
export class Bookmarks extends Emitter<BookmarkEvents> {
  private known = new Map<string, Bookmark>();
  /** How many changes of ours are on their way: what is told of such a room meanwhile is older than they are. */
  private readonly writing = new Map<string, number>();

  constructor(
    client: Client,
    private readonly pep: Pep,
  ) {
    super();
    pep.followOwn(NS.bookmarks, (event) => {
      event.items.forEach((each) => this.heard(each));
      event.retracted.forEach((each) => this.gone(each));
      if (event.isEmptied) {
        [...this.known.keys()].forEach((each) => this.gone(each));
      }
    });
    client.on("lost", () => this.writing.clear());
  }

  get all(): readonly Bookmark[] {
    return [...this.known.values()];
  }

  get(jid: string): Bookmark | undefined {
    return this.known.get(jid);
  }

  async load(): Promise<void> {
    const items = await this.pep.items(undefined, NS.bookmarks);
    const own = [...this.known.values()].filter((each) => this.writing.has(each.jid));
    this.restore([...items.flatMap((each) => read(each) ?? []), ...own]);
  }

  restore(bookmarks: readonly Bookmark[]): void {
    this.known = new Map(bookmarks.map((each) => [each.jid, each]));
  }

  async put(bookmark: Bookmark): Promise<void> {
    const extensions = bookmark.extensions ?? this.known.get(bookmark.jid)?.extensions;
    const whole = { ...bookmark, extensions };
    this.known.set(bookmark.jid, whole);
    await this.write(bookmark.jid, this.pep.publish(NS.bookmarks, bookmark.jid, toXml(whole), PRIVATE));
  }

  private async write(jid: string, change: Promise<void>): Promise<void> {
    this.writing.set(jid, (this.writing.get(jid) ?? 0) + 1);
    try {
      await change;
    } finally {
      const left = (this.writing.get(jid) ?? 1) - 1;
      left > 0 ? this.writing.set(jid, left) : this.writing.delete(jid);
    }
  }

  private heard(item: PepItem): void {
    const bookmark = read(item);
    if (bookmark && !this.writing.has(bookmark.jid)) {
      this.known.set(bookmark.jid, bookmark);
      this.emit("changed", bookmark);
    }
  }

  private gone(jid: string): void {
    if (!this.writing.has(jid) && this.known.delete(jid)) {
      this.emit("removed", jid);
    }
  }
}

function read({ id, payload }: PepItem): Bookmark | undefined {
  if (payload?.localName !== "conference" || payload.namespaceURI !== NS.bookmarks || !id.includes("@")) {
    return undefined;
  }
  const extensions = child(payload, "extensions");
  return {
    jid: id.toLowerCase(),
    name: attribute(payload, "name"),
    nick: childText(payload, "nick"),
    password: childText(payload, "password"),
    autojoin: ["true", "1"].includes(attribute(payload, "autojoin") ?? ""),
    extensions: extensions && serialize(extensions),
  };
}

function toXml({ name, nick, password, autojoin, extensions }: Bookmark): Element {
  return xml(
    "conference",
    { xmlns: NS.bookmarks, name, autojoin: String(autojoin) },
    nick !== undefined && xml("nick", {}, nick),
    password !== undefined && xml("password", {}, password),
    extensions !== undefined && parse(extensions),
  );
}
