import type { Client } from "./client";
import { Emitter } from "./emitter";
import { bare, resource } from "./jid";
import { NS } from "./namespaces";
import { attribute, child, childText, xml } from "./xml";

export type Show = "chat" | "online" | "away" | "xa" | "dnd" | "offline";

export interface Presence {
  readonly show: Show;
  readonly status?: string | undefined;
  readonly priority: number;
}

interface PresenceEvents {
  /** The bare address whose presence changed. */
  changed: string;
}

const RANKS: Record<Show, number> = { chat: 5, online: 4, away: 3, xa: 2, dnd: 1, offline: 0 };

/** RFC 6121 §4: who is there, with which of their clients; and our own. */
export class Presences extends Emitter<PresenceEvents> {
  private readonly known = new Map<string, Map<string, Presence>>();
  private own: { show: Show; status?: string | undefined } = { show: "online" };
  private extensions: () => Element[] = () => [];

  constructor(private readonly client: Client) {
    super();
    client.on("presence", (presence) => this.receive(presence));
    client.on("lost", () => this.clear());
  }

  /** What goes along with each presence, such as the capabilities. */
  extend(extensions: () => Element[]): void {
    this.extensions = extensions;
  }

  announce(show: Show = this.own.show, status: string | undefined = this.own.status): void {
    this.own = { show, status };
    this.client.send(
      xml(
        "presence",
        { xmlns: NS.client },
        show !== "online" && show !== "offline" && xml("show", {}, show),
        status !== undefined && status !== "" && xml("status", {}, status),
        ...this.extensions(),
      ),
    );
  }

  private receive(stanza: Element): void {
    const type = attribute(stanza, "type");
    const from = attribute(stanza, "from") ?? "";
    if ((type !== undefined && type !== "unavailable") || child(stanza, "x", NS.mucUser)) {
      return;
    }
    const clients = this.known.get(bare(from)) ?? new Map<string, Presence>();
    this.known.set(bare(from), clients);
    if (type === "unavailable") {
      resource(from) === undefined ? clients.clear() : clients.delete(resource(from) ?? "");
    } else {
      clients.set(resource(from) ?? "", readPresence(stanza));
    }
    this.emit("changed", bare(from));
  }

  /** The presence that stands for the person: the highest priority, then the most available. */
  of(jid: string): Presence {
    const [best] = [...(this.known.get(jid)?.values() ?? [])].sort(
      (a, b) => b.priority - a.priority || RANKS[b.show] - RANKS[a.show],
    );
    return best ?? { show: "offline", priority: 0 };
  }

  private clear(): void {
    const addresses = [...this.known.keys()];
    this.known.clear();
    addresses.forEach((each) => this.emit("changed", each));
  }

  snapshot(): [string, [string, Presence][]][] {
    return [...this.known].map(([jid, clients]) => [jid, [...clients]]);
  }

  restore(snapshot: [string, [string, Presence][]][]): void {
    for (const [jid, clients] of snapshot) {
      this.known.set(jid, new Map(clients));
      this.emit("changed", jid);
    }
  }
}

export function readPresence(stanza: Element): Presence {
  const show = childText(stanza, "show");
  const priority = Number(childText(stanza, "priority") ?? "0");
  return {
    show: show === "chat" || show === "away" || show === "xa" || show === "dnd" ? show : "online",
    status: childText(stanza, "status") || undefined,
    priority: Number.isInteger(priority) ? priority : 0,
  };
}
