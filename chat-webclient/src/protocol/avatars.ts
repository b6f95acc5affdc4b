import { fromBase64, toBase64 } from "./base64";
import type { Client } from "./client";
import { Emitter } from "./emitter";
import { bare } from "./jid";
import { NS } from "./namespaces";
import { attribute, child, childText, xml } from "./xml";

const LARGEST = 200_000;
const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

interface AvatarEvents {
  /** The bare address whose picture changed. */
  changed: string;
}

/**
 * Pictures of people from their vCards (XEP-0153 1.1, XEP-0054): presence tells the hash, and a picture
 * that is not known by its hash is fetched once.
 */
export class Avatars extends Emitter<AvatarEvents> {
  private readonly hashes = new Map<string, string>();
  private readonly pictures = new Map<string, string>();
  private own: string | undefined;

  constructor(private readonly client: Client) {
    super();
    client.on("presence", (presence) => this.receive(presence));
  }

  /** A data: address of the picture. */
  of(jid: string): string | undefined {
    return this.pictures.get(this.hashes.get(jid) ?? "");
  }

  /** What the own presence says about the own picture: nothing while that is not known (§3.1). */
  update(): Element {
    return xml("x", { xmlns: NS.vcardUpdate }, this.own !== undefined && xml("photo", {}, this.own));
  }

  /** Tells whether there is one. */
  async loadOwn(): Promise<boolean> {
    this.own = (await this.fetch(undefined)) ?? "";
    this.hashes.set(this.client.account, this.own);
    this.emit("changed", this.client.account);
    return this.own !== "";
  }

  /** Replaces the own picture; everything else in the vCard stays as it was. */
  async setOwn(type: string, bytes: Uint8Array): Promise<void> {
    const answer = await this.client.iq("get", undefined, xml("vCard", { xmlns: NS.vcard }));
    const card = child(answer, "vCard", NS.vcard);
    const others = [...(card?.children ?? [])].filter((each) => each.localName !== "PHOTO");
    const photo = xml("PHOTO", {}, xml("TYPE", {}, type), xml("BINVAL", {}, toBase64(bytes)));
    await this.client.iq("set", undefined, xml("vCard", { xmlns: NS.vcard }, ...others, photo));
    await this.loadOwn();
  }

  private receive(presence: Element): void {
    const update = child(presence, "x", NS.vcardUpdate);
    const photo = update && child(update, "photo");
    const jid = bare(attribute(presence, "from") ?? "");
    // without <photo/> the client does not know yet, which says nothing
    if (!photo || attribute(presence, "type") !== undefined || child(presence, "x", NS.mucUser)) {
      return;
    }
    const hash = (photo.textContent ?? "").trim().toLowerCase();
    if (this.hashes.get(jid) === hash) {
      return;
    }
    this.hashes.set(jid, hash);
    if (hash === "" || this.pictures.has(hash)) {
      this.emit("changed", jid);
    } else {
      this.fetch(jid)
        .then(() => this.emit("changed", jid))
        .catch(() => undefined);
    }
  }

  /** Returns the picture's hash, when there is a picture that browsers show. */
  private async fetch(jid: string | undefined): Promise<string | undefined> {
    const answer = await this.client.iq("get", jid, xml("vCard", { xmlns: NS.vcard }));
    const card = child(answer, "vCard", NS.vcard);
    const photo = card && child(card, "PHOTO");
    const data = (photo && childText(photo, "BINVAL"))?.replace(/\s/g, "") ?? "";
    const type = (photo && childText(photo, "TYPE")) ?? "";
    if (data === "" || data.length > LARGEST || !TYPES.includes(type)) {
      return undefined;
    }
    const hash = await sha1(fromBase64(data));
    this.pictures.set(hash, `data:${type};base64,${data}`);
    return hash;
  }
}

async function sha1(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
