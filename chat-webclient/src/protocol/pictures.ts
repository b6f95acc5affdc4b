import { fromBase64 } from "./base64";

const LARGEST = 200_000;
const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** A picture that browsers show. */
export interface Picture {
  /** SHA-1 of the image. */
  readonly hash: string;
  /** A data: address. */
  readonly url: string;
}

/** A picture of somebody from its base64; none when it is too large, or of a kind that could be more than a picture. */
export async function readPicture(type: string, base64: string): Promise<Picture | undefined> {
  const data = base64.replace(/\s/g, "");
  if (data === "" || data.length > LARGEST || !TYPES.includes(type)) {
    return undefined;
  }
  return { hash: await sha1(fromBase64(data)), url: `data:${type};base64,${data}` };
}

export async function sha1(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
