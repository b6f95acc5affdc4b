import { toBase64 } from "./base64";
import type { Client } from "./client";
import { Emitter } from "./emitter";
import { bare } from "./jid";
import { NS } from "./namespaces";
import type { Pep, PepEvent } from "./pep";
import { type Picture, readPicture, sha1 } from "./pictures";
import { attribute, child, childText, xml } from "./xml";

interface AvatarEvents {
  /** The bare address whose picture changed. */
  changed: string;
  /** A picture that was not there before. */
  fetched: Picture;
}

/** A picture that is to be one's own. */
export interface NewPicture {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly side: number;
}

/** Which picture somebody has: the hash, or an empty text for none. */
interface Source {
  readonly hash: string;
  readonly isPublished: boolean;
}

export interface KnownAvatar extends Source {
  readonly jid: string;
}

const KEPT = 300;
const OPEN = { "pubsub#persist_items": "true", "pubsub#access_model": "open" };

/**
 * Pictures of people: those they publish (XEP-0084 1.1.4), and for people who publish none those in their
 * vCards, of which presence tells the hash (XEP-0153 1.1.1, XEP-0054). Each is fetched once.
 */
export class Avatars extends Emitter<AvatarEvents> {
  private readonly sources = new Map<string, Source>();
  private readonly pictures = new Map<string, Picture>();
  private readonly fetching = new Map<string, Promise<Picture | undefined>>();

  constructor(
    private readonly client: Client,
    private readonly pep: Pep,
    /** A picture that was kept from earlier. */
    private readonly recall: (hash: string) => Promise<Picture | undefined> = () => Promise.resolve(undefined),
  ) {
    super();
    pep.follow(NS.avatarMetadata, (event) => this.published(event));
    client.on("presence", (presence) => this.receive(presence));
  }

  /** A data: address of the picture. */
  of(jid: string): string | undefined {
    return this.pictures.get(this.sources.get(jid)?.hash ?? "")?.url;
  }

  /**
   * What the own presence says about the own picture. Until that is known nothing (XEP-0153 §3.1), which a
   * server that knows the published one completes (XEP-0398 §4).
   */
  update(): Element {
    const own = this.sources.get(this.client.account);
    return xml("x", { xmlns: NS.vcardUpdate }, own !== undefined && xml("photo", {}, own.hash));
  }

  /** Tells whether presence has something new to say: what is published the server sends unasked. */
  async loadOwn(): Promise<boolean> {
    const { account } = this.client;
    if (this.sources.get(account)?.isPublished) {
      return false;
    }
    const items = await this.pep.items(undefined, NS.avatarMetadata);
    if (items.length > 0) {
      this.published({ owner: account, items, retracted: [], isEmptied: false });
      return false;
    }
    const picture = await this.fetchCard(undefined);
    this.has(account, { hash: picture?.hash ?? "", isPublished: false });
    return picture !== undefined;
  }

  /** The image first, then the word of it (XEP-0084 §3). */
  async setOwn({ type, bytes, side }: NewPicture): Promise<void> {
    const id = await sha1(bytes);
    const info = { id, type, bytes: bytes.length, width: side, height: side };
    const data = xml("data", { xmlns: NS.avatarData }, toBase64(bytes));
    await this.pep.publish(NS.avatarData, id, data, OPEN);
    await this.pep.publish(
      NS.avatarMetadata,
      id,
      xml("metadata", { xmlns: NS.avatarMetadata }, xml("info", info)),
      OPEN,
    );
  }

  async removeOwn(): Promise<void> {
    await this.pep.publish(NS.avatarMetadata, "none", xml("metadata", { xmlns: NS.avatarMetadata }), OPEN);
  }

  snapshot(): KnownAvatar[] {
    return [...this.sources]
      .filter(([, { hash }]) => hash !== "")
      .map(([jid, source]) => ({ jid, ...source }))
      .slice(-KEPT);
  }

  /** Shows pictures that were kept, until people say otherwise. */
  async restore(snapshot: readonly KnownAvatar[]): Promise<void> {
    const unknown = snapshot.filter(({ jid }) => !this.sources.has(jid));
    await Promise.all(
      unknown.map(async ({ jid, hash, isPublished }) => {
        const picture = await this.recall(hash);
        if (picture && !this.sources.has(jid)) {
          this.keep(picture);
        }
        this.sources.set(jid, this.sources.get(jid) ?? { hash, isPublished });
        this.emit("changed", jid);
      }),
    );
  }

  /** A session that goes on is told nothing anew: pictures that were not kept are asked for. */
  async complete(): Promise<void> {
    await Promise.all([...this.sources].map(([jid, source]) => this.look(jid, source)));
  }

  // --- published ones --------------------------------------------------------------------------

  private published({ owner, items, retracted, isEmptied }: PepEvent): void {
    const metadata = items.at(-1)?.payload;
    if (metadata?.namespaceURI === NS.avatarMetadata) {
      // one that is only somewhere on the web would tell its owner who looks at it
      const info = [...metadata.children].find((each) => attribute(each, "url") === undefined);
      const hash = attribute(info, "id")?.toLowerCase() ?? "";
      void this.show(owner, { hash, isPublished: true });
    } else if (retracted.length > 0 || isEmptied) {
      this.has(owner, { hash: "", isPublished: true });
    }
  }

  private async fetchPublished(owner: string, hash: string): Promise<Picture | undefined> {
    const [item] = await this.pep.items(owner === this.client.account ? undefined : owner, NS.avatarData, hash);
    return item?.payload && readPicture(item.payload.textContent ?? "");
  }

  // --- those in vCards -------------------------------------------------------------------------

  private receive(presence: Element): void {
    const update = child(presence, "x", NS.vcardUpdate);
    const photo = update && child(update, "photo");
    const jid = bare(attribute(presence, "from") ?? "");
    // without <photo/> the client does not know yet, which says nothing
    if (!photo || attribute(presence, "type") !== undefined || child(presence, "x", NS.mucUser)) {
      return;
    }
    const hash = (photo.textContent ?? "").trim().toLowerCase();
    if (!this.sources.get(jid)?.isPublished) {
      void this.show(jid, { hash, isPublished: false });
    }
  }

  private async fetchCard(jid: string | undefined): Promise<Picture | undefined> {
    const answer = await this.client.iq("get", jid, xml("vCard", { xmlns: NS.vcard }));
    const card = child(answer, "vCard", NS.vcard);
    const photo = card && child(card, "PHOTO");
    const picture = photo && (await readPicture(childText(photo, "BINVAL") ?? ""));
    return picture && this.keep(picture);
  }

  // --- both ------------------------------------------------------------------------------------

  private async show(jid: string, source: Source): Promise<void> {
    const isNews = this.sources.get(jid)?.hash !== source.hash;
    this.sources.set(jid, source);
    if (isNews) {
      this.emit("changed", jid);
      await this.look(jid, source);
    }
  }

  /** Makes the picture be there, from wherever it is. */
  private async look(jid: string, { hash, isPublished }: Source): Promise<void> {
    if (hash === "" || this.pictures.has(hash)) {
      return;
    }
    try {
      const picture = await this.once(hash, () => (isPublished ? this.fetchPublished(jid, hash) : this.fetchCard(jid)));
      // what does not hash to its name is not what was announced
      if (picture?.hash === hash) {
        this.keep(picture);
        this.emit("changed", jid);
      }
    } catch {
      // nobody is owed a picture; the next time it is announced is another attempt
      this.sources.delete(jid);
    }
  }

  private once(hash: string, fetch: () => Promise<Picture | undefined>): Promise<Picture | undefined> {
    const running = this.fetching.get(hash) ?? this.obtain(hash, fetch).finally(() => this.fetching.delete(hash));
    this.fetching.set(hash, running);
    return running;
  }

  private async obtain(hash: string, fetch: () => Promise<Picture | undefined>): Promise<Picture | undefined> {
    const kept = await this.recall(hash);
    const picture = kept ?? (await fetch());
    if (picture && !kept && picture.hash === hash) {
      this.emit("fetched", picture);
    }
    return picture;
  }

  private keep(picture: Picture): Picture {
    this.pictures.set(picture.hash, picture);
    const used = new Set([...this.sources.values()].map((each) => each.hash));
    for (const hash of this.pictures.keys()) {
      if (this.pictures.size > KEPT && hash !== picture.hash && !used.has(hash)) {
        this.pictures.delete(hash);
      }
    }
    return picture;
  }

  private has(jid: string, source: Source): void {
    this.sources.set(jid, source);
    this.emit("changed", jid);
  }
}
