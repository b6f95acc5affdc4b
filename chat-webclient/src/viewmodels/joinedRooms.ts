import { type Signal, signal } from "@preact/signals";
import { type Bookmark, Bookmarks } from "../protocol/bookmarks";
import type { Client } from "../protocol/client";
import * as compose from "../protocol/compose";
import { newId } from "../protocol/ids";
import type { Pep } from "../protocol/pep";
import { Rooms } from "../protocol/rooms";
import { attribute } from "../protocol/xml";
import { ignoreRefusal } from "./problems";

/** What happens to rooms besides what is said in them. */
export interface RoomListener {
  /** Somebody may have come, gone or changed; or oneself. */
  changed(jid: string): void;
  joined(jid: string): void;
  /** Another device left the room. */
  left(jid: string): void;
}

/** The rooms one is in, the same on every device: who joins or leaves one does so with a bookmark. */
export class JoinedRooms {
  /** The rooms that are kept, also those one is not in. */
  readonly bookmarks: Signal<readonly Bookmark[]> = signal([]);
  readonly rooms: Rooms;
  private readonly kept: Bookmarks;
  private readonly undelivered: Element[] = [];

  constructor(
    private readonly client: Client,
    pep: Pep,
    private readonly ownNick: () => string,
    private readonly listener: RoomListener,
  ) {
    this.rooms = new Rooms(client);
    this.kept = new Bookmarks(client, pep);
    this.rooms.on("changed", (jid) => listener.changed(jid));
    this.rooms.on("joined", (jid) => this.joined(jid));
    this.kept.on("changed", (bookmark) => this.follow(bookmark));
    this.kept.on("removed", (jid) => this.follow({ jid, autojoin: false }));
    client.on("undelivered", (message) => this.undelivered.push(message));
  }

  nameOf(jid: string): string | undefined {
    return this.bookmarks.value.find((each) => each.jid === jid)?.name;
  }

  /** Comes into the rooms that are kept for that, and into those that were open here. */
  async joinAll(open: readonly string[]): Promise<void> {
    const isKnown = await this.kept.load().then(() => true, ignoreRefusal);
    this.bookmarks.value = this.kept.all;
    const wanted = this.kept.all.filter((each) => each.autojoin).map((each) => each.jid);
    for (const jid of new Set([...wanted, ...open])) {
      const bookmark = this.kept.get(jid);
      if (isKnown && bookmark?.autojoin === false) {
        // left on another device meanwhile
        this.listener.left(jid);
      } else {
        this.enter(bookmark ?? { jid, autojoin: true });
      }
    }
  }

  /** Somebody may have been faster. */
  private enter({ jid, nick, password }: Bookmark): void {
    const earlier = this.rooms.get(jid);
    if (earlier?.state.kind !== "joined" && earlier?.state.kind !== "joining") {
      this.rooms.join(jid, earlier?.nick ?? nick ?? this.ownNick(), password ?? earlier?.password);
    }
  }

  join(jid: string, nick: string, password?: string): void {
    this.rooms.join(jid, nick || this.ownNick(), password);
    const bookmark = this.kept.get(jid);
    this.keep({ ...bookmark, jid, nick: nick || bookmark?.nick, password, autojoin: true });
  }

  /** The bookmark stays, so that the room is found again. */
  leave(jid: string): void {
    this.rooms.leave(jid);
    const bookmark = this.kept.get(jid);
    if (bookmark?.autojoin) {
      this.keep({ ...bookmark, autojoin: false });
    }
  }

  private keep(bookmark: Bookmark): void {
    this.kept.put(bookmark).catch(ignoreRefusal);
    this.bookmarks.value = this.kept.all;
  }

  /** Another device joined or left (XEP-0402 §4). */
  private follow(bookmark: Bookmark): void {
    const { jid } = bookmark;
    this.bookmarks.value = this.kept.all;
    if (bookmark.autojoin) {
      this.enter(bookmark);
    } else if (this.rooms.get(jid)) {
      this.rooms.leave(jid);
      this.listener.left(jid);
    }
  }

  private joined(jid: string): void {
    const again = this.undelivered.filter((each) => attribute(each, "to") === jid);
    again.forEach((each) => {
      this.undelivered.splice(this.undelivered.indexOf(each), 1);
      this.client.send(each);
    });
    this.listener.joined(jid);
  }

  invite(room: string, jid: string): void {
    this.client.send(compose.invitation(jid, newId(), room));
  }

  setSubject(room: string, subject: string): void {
    this.client.send(compose.subject(room, newId(), subject));
  }

  restore(bookmarks: readonly Bookmark[]): void {
    this.kept.restore(bookmarks);
    this.bookmarks.value = bookmarks;
  }
}
