import type { Client } from "./client";
import { type DiscoInfo, type Discovered, info, items } from "./disco";
import { Emitter } from "./emitter";
import { type DataForm, readForm, submit } from "./forms";
import { newId } from "./ids";
import { bare, resource } from "./jid";
import { NS } from "./namespaces";
import { type Presence, readPresence } from "./presence";
import { attribute, child, children, childText, xml } from "./xml";

export type Affiliation = "owner" | "admin" | "member" | "none" | "outcast";
export type Role = "moderator" | "participant" | "visitor" | "none";

export interface Occupant {
  readonly nick: string;
  readonly affiliation: Affiliation;
  readonly role: Role;
  /** The real address, where the room shows it. */
  readonly jid?: string | undefined;
  readonly occupantId?: string | undefined;
  readonly presence: Presence;
}

export type RoomState =
  | { readonly kind: "joining" | "joined" | "left" }
  /** Not in the room any more, or never let in. */
  | { readonly kind: "out"; readonly condition: string; readonly text?: string | undefined };

export interface Room {
  readonly jid: string;
  readonly nick: string;
  readonly password?: string | undefined;
  readonly state: RoomState;
  readonly occupants: ReadonlyMap<string, Occupant>;
}

interface RoomEvents {
  /** The address of a room of which something changed. */
  changed: string;
  /** The address of a room one has come into. */
  joined: string;
}

const AFFILIATIONS = ["owner", "admin", "member", "none", "outcast"] as const;
const ROLES = ["moderator", "participant", "visitor", "none"] as const;

/** Being in rooms (XEP-0045 1.35): presence in and out, who else is there, and what one may do to them. */
export class Rooms extends Emitter<RoomEvents> {
  private readonly rooms = new Map<string, Room>();

  constructor(private readonly client: Client) {
    super();
    client.on("presence", (presence) => this.receive(presence));
    client.on("lost", () => this.allOut());
  }

  get(jid: string): Room | undefined {
    return this.rooms.get(jid);
  }

  /** The own nickname in a room one is in. */
  nickIn(jid: string): string | undefined {
    return this.rooms.get(jid)?.nick;
  }

  join(jid: string, nick: string, password?: string): void {
    this.put({ jid, nick, password, state: { kind: "joining" }, occupants: new Map() });
    this.client.send(
      xml(
        "presence",
        { xmlns: NS.client, to: `${jid}/${nick}`, id: newId() },
        xml(
          "x",
          { xmlns: NS.muc },
          // what was said before comes from the archive
          xml("history", { maxstanzas: 0 }),
          password !== undefined && xml("password", {}, password),
        ),
      ),
    );
  }

  leave(jid: string): void {
    const room = this.rooms.get(jid);
    if (room) {
      this.client.send(xml("presence", { xmlns: NS.client, to: `${jid}/${room.nick}`, type: "unavailable" }));
      this.put({ ...room, state: { kind: "left" }, occupants: new Map() });
    }
  }

  changeNick(jid: string, nick: string): void {
    this.client.send(xml("presence", { xmlns: NS.client, to: `${jid}/${nick}` }));
  }

  async kick(jid: string, nick: string, reason?: string): Promise<void> {
    await this.admin(jid, xml("item", { nick, role: "none" }, reason && xml("reason", {}, reason)));
  }

  async setRole(jid: string, nick: string, role: Role): Promise<void> {
    await this.admin(jid, xml("item", { nick, role }));
  }

  async setAffiliation(jid: string, of: string, affiliation: Affiliation, reason?: string): Promise<void> {
    await this.admin(jid, xml("item", { jid: of, affiliation }, reason && xml("reason", {}, reason)));
  }

  private async admin(jid: string, item: Element): Promise<void> {
    await this.client.iq("set", jid, xml("query", { xmlns: NS.mucAdmin }, item));
  }

  async configuration(jid: string): Promise<DataForm> {
    const answer = await this.client.iq("get", jid, xml("query", { xmlns: NS.mucOwner }));
    const query = child(answer, "query", NS.mucOwner);
    const form = query && child(query, "x", NS.dataForms);
    if (!form) {
      throw new Error("the room sent no form");
    }
    return readForm(form);
  }

  async configure(jid: string, form: DataForm, values: ReadonlyMap<string, readonly string[]>): Promise<void> {
    await this.client.iq("set", jid, xml("query", { xmlns: NS.mucOwner }, submit(form, values)));
  }

  async destroy(jid: string): Promise<void> {
    await this.client.iq("set", jid, xml("query", { xmlns: NS.mucOwner }, xml("destroy")));
  }

  info(jid: string): Promise<DiscoInfo> {
    return info(this.client, jid);
  }

  async list(service: string): Promise<{ jid: string; name: string }[]> {
    return (await items(this.client, service)).map((each) => ({ jid: each.jid, name: each.name ?? each.jid }));
  }

  // --- what rooms send -------------------------------------------------------------------------

  private receive(stanza: Element): void {
    const from = attribute(stanza, "from") ?? "";
    const room = this.rooms.get(bare(from));
    const nick = resource(from);
    if (!room || room.state.kind === "left") {
      return;
    }
    const type = attribute(stanza, "type");
    if (type === "error") {
      this.refused(room, stanza);
    } else if (nick !== undefined && type === "unavailable") {
      this.gone(room, nick, stanza);
    } else if (nick !== undefined && type === undefined) {
      this.present(room, nick, stanza);
    }
  }

  private refused(room: Room, stanza: Element): void {
    if (room.state.kind !== "joining") {
      // a nickname that was not to be had; everything else stays as it was
      this.emit("changed", room.jid);
      return;
    }
    const error = child(stanza, "error");
    const condition = [...(error?.children ?? [])].find(
      (each) => each.namespaceURI === NS.stanzaErrors && each.localName !== "text",
    )?.localName;
    if (condition === "conflict") {
      this.join(room.jid, `${room.nick}_`, room.password);
      return;
    }
    const text = error && childText(error, "text", NS.stanzaErrors);
    this.put({ ...room, state: { kind: "out", condition: condition ?? "undefined-condition", text } });
  }

  private present(room: Room, nick: string, stanza: Element): void {
    const user = child(stanza, "x", NS.mucUser);
    const codes = statusCodes(user);
    const occupants = new Map(room.occupants).set(nick, readOccupant(nick, user, stanza));
    if (!codes.includes("110")) {
      this.put({ ...room, occupants });
      return;
    }
    const isComing = room.state.kind === "joining";
    if (isComing && codes.includes("201")) {
      this.put({ ...room, nick, occupants });
      void this.unlock(room.jid);
      return;
    }
    this.put({ ...room, nick, occupants, state: { kind: "joined" } });
    if (isComing) {
      this.emit("joined", room.jid);
    }
  }

  /**
   * A new room is locked until its owner says what it is to be (§10.1): as the service likes it. Until then
   * nobody else finds it, so one is not in it yet.
   */
  private async unlock(jid: string): Promise<void> {
    const form = xml("x", { xmlns: NS.dataForms, type: "submit" });
    await this.client.iq("set", jid, xml("query", { xmlns: NS.mucOwner }, form)).catch(() => undefined);
    const room = this.rooms.get(jid);
    if (room?.state.kind === "joining") {
      this.put({ ...room, state: { kind: "joined" } });
      this.emit("joined", jid);
    }
  }

  private gone(room: Room, nick: string, stanza: Element): void {
    const user = child(stanza, "x", NS.mucUser);
    const codes = statusCodes(user);
    const occupants = new Map(room.occupants);
    occupants.delete(nick);
    const item = user && child(user, "item");
    const isOwn = codes.includes("110") || nick === room.nick;
    if (codes.includes("303") && isOwn) {
      this.put({ ...room, nick: attribute(item, "nick") ?? room.nick, occupants });
    } else if (isOwn) {
      const text = item && childText(item, "reason");
      this.put({ ...room, occupants: new Map(), state: { kind: "out", condition: reasonOf(codes, user), text } });
    } else {
      this.put({ ...room, occupants });
    }
  }

  private allOut(): void {
    for (const room of this.rooms.values()) {
      if (room.state.kind === "joined" || room.state.kind === "joining") {
        this.put({ ...room, occupants: new Map(), state: { kind: "out", condition: "disconnected" } });
      }
    }
  }

  private put(room: Room): void {
    this.rooms.set(room.jid, room);
    this.emit("changed", room.jid);
  }

  snapshot(): RoomSnapshot[] {
    return [...this.rooms.values()].map((room) => ({ ...room, occupants: [...room.occupants.values()] }));
  }

  restore(snapshot: readonly RoomSnapshot[]): void {
    for (const room of snapshot) {
      this.put({ ...room, occupants: new Map(room.occupants.map((each) => [each.nick, each])) });
    }
  }
}

export function isRoomService({ info }: Discovered): boolean {
  return info.features.has(NS.muc) && info.identities.some((each) => each.category === "conference");
}

export type RoomSnapshot = Omit<Room, "occupants"> & { readonly occupants: readonly Occupant[] };

function statusCodes(user: Element | undefined): string[] {
  return user ? children(user, "status").flatMap((each) => attribute(each, "code") ?? []) : [];
}

/** §15.6.2. */
function reasonOf(codes: readonly string[], user: Element | undefined): string {
  const reasons: Record<string, string> = {
    "301": "banned",
    "307": "kicked",
    "321": "not-a-member",
    "322": "not-a-member",
    "332": "shutdown",
    "333": "disconnected",
  };
  const code = codes.find((each) => each in reasons);
  return user && child(user, "destroy") ? "destroyed" : (reasons[code ?? ""] ?? "gone");
}

function readOccupant(nick: string, user: Element | undefined, stanza: Element): Occupant {
  const item = user && child(user, "item");
  const jid = attribute(item, "jid");
  return {
    nick,
    affiliation: AFFILIATIONS.find((each) => each === attribute(item, "affiliation")) ?? "none",
    role: ROLES.find((each) => each === attribute(item, "role")) ?? "none",
    jid: jid && bare(jid),
    occupantId: attribute(child(stanza, "occupant-id", NS.occupantId), "id"),
    presence: readPresence(stanza),
  };
}
