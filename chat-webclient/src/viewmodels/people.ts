import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Avatars, KnownAvatar } from "../protocol/avatars";
import { Blocking } from "../protocol/blocking";
import type { Client } from "../protocol/client";
import { shortName } from "../protocol/jid";
import { Nicknames } from "../protocol/nicknames";
import type { Pep } from "../protocol/pep";
import { type Presence, Presences, type Show } from "../protocol/presence";
import { type Contact, Roster } from "../protocol/roster";
import { ignoreRefusal } from "./problems";

/** Somebody who asks to see when we are online. */
export interface ContactRequest {
  readonly jid: string;
  /** What they call themselves. */
  readonly nick?: string | undefined;
}

/** Whom an account knows, how they look and whether they are there; and how we look to them. */
export class People {
  readonly contacts: Signal<ReadonlyMap<string, Contact>> = signal(new Map());
  readonly requests: Signal<readonly ContactRequest[]> = signal([]);
  readonly blocked: Signal<ReadonlySet<string>> = signal(new Set());
  readonly show: Signal<Show> = signal("online");
  readonly statusText = signal("");
  readonly nicknames: Signal<ReadonlyMap<string, string>> = signal(new Map());
  /** What one calls oneself; empty for nothing. */
  readonly ownNickname: ReadonlySignal<string>;

  readonly roster: Roster;
  readonly presences: Presences;
  private readonly blocking: Blocking;
  private readonly names: Nicknames;
  private readonly avatarSignals = new Map<string, Signal<string | undefined>>();
  private readonly presenceSignals = new Map<string, Signal<Presence>>();

  constructor(
    private readonly client: Client,
    pep: Pep,
    readonly avatars: Avatars,
  ) {
    this.roster = new Roster(client);
    this.presences = new Presences(client);
    this.blocking = new Blocking(client);
    this.names = new Nicknames(pep);
    this.ownNickname = computed(() => this.nicknames.value.get(client.account) ?? "");
    this.roster.on("changed", (contacts) => {
      this.contacts.value = contacts;
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
    this.names.on("changed", (nicknames) => {
      this.nicknames.value = nicknames;
    });
  }

  /** What one gave a contact as a name stands before what they call themselves (XEP-0172 §2). */
  nameOf(jid: string): string {
    return this.contacts.value.get(jid)?.name ?? this.nicknames.value.get(jid) ?? shortName(jid);
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

  /** XEP-0184 §5.5: only those who see our presence may know that we are there. */
  mayKnow(jid: string): boolean {
    return ["from", "both"].includes(this.contacts.value.get(jid)?.subscription ?? "none");
  }

  // --- oneself ---------------------------------------------------------------------------------

  announce(): void {
    this.presences.announce(this.show.value, this.statusText.value);
  }

  setPresence(show: Show, text: string): void {
    this.show.value = show;
    this.statusText.value = text;
    this.announce();
  }

  async loadNickname(): Promise<void> {
    await this.names.loadOwn(this.client.account).catch(ignoreRefusal);
  }

  async setNickname(nick: string): Promise<void> {
    await this.names.publish(nick);
  }

  /** Takes a picture for one's own, or none; the server tells the others. */
  async setAvatar(picture: { readonly blob: Blob; readonly side: number } | undefined): Promise<void> {
    if (picture) {
      const bytes = new Uint8Array(await picture.blob.arrayBuffer());
      await this.avatars.setOwn({ type: picture.blob.type, bytes, side: picture.side });
    } else {
      await this.avatars.removeOwn();
    }
  }

  // --- others ----------------------------------------------------------------------------------

  private asked(request: ContactRequest): void {
    if (!this.requests.value.some((each) => each.jid === request.jid)) {
      this.requests.value = [...this.requests.value, request];
    }
  }

  async add(jid: string, name?: string, groups?: readonly string[]): Promise<void> {
    await this.roster.add(jid, name, groups, this.ownNickname.value || undefined);
  }

  /** Allows somebody who asked, and asks back. */
  async accept(jid: string): Promise<void> {
    this.answered(jid);
    this.roster.allow(jid);
    const contact = this.contacts.value.get(jid);
    if (!contact || contact.subscription === "none" || contact.subscription === "from") {
      await this.add(jid, contact?.name, contact?.groups);
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

  loadBlocked(): void {
    this.blocking.load().catch(ignoreRefusal);
  }

  // --- a reload --------------------------------------------------------------------------------

  snapshot(): PeopleSnapshot {
    return {
      contacts: [...this.contacts.value.values()],
      presences: this.presences.snapshot(),
      nicknames: [...this.nicknames.value],
      avatars: this.avatars.snapshot(),
      show: this.show.value,
      statusText: this.statusText.value,
    };
  }

  /** Resolves when pictures that were kept are there too. */
  async restore(snapshot: PeopleSnapshot): Promise<void> {
    this.roster.restore(snapshot.contacts);
    this.presences.restore(snapshot.presences);
    this.names.restore(snapshot.nicknames);
    this.show.value = snapshot.show;
    this.statusText.value = snapshot.statusText;
    await this.avatars.restore(snapshot.avatars);
  }
}

export interface PeopleSnapshot {
  readonly contacts: readonly Contact[];
  readonly presences: [string, [string, Presence][]][];
  readonly nicknames: readonly (readonly [string, string])[];
  readonly avatars: readonly KnownAvatar[];
  readonly show: Show;
  readonly statusText: string;
}
