import { fromBase64 } from "./base64";

const LARGEST = 200_000;

/** How images of the kinds that are only pictures begin, as Latin-1. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8/, "image/gif"],
  [/^RIFF.{4}WEBP/s, "image/webp"],
];

/** A picture that browsers show. */
export interface Picture {
  /** SHA-1 of the image. */
  readonly hash: string;
  /** A data: address. */
  readonly url: string;
}

/** Somebody's picture from its base64; none when it is too large or no picture. What it is called says nothing (XEP-0153 §6). */
export async function readPicture(base64: string): Promise<Picture | undefined> {
  const data = base64.replace(/\s/g, "");
  if (data === "" || data.length > LARGEST || !/^[A-Za-z0-9+/]+=*$/.test(data)) {
    return undefined;
  }
  const bytes = fromBase64(data);
  const beginning = String.fromCharCode(...bytes.subarray(0, 16));
  const [, type] = KINDS.find(([pattern]) => pattern.test(beginning)) ?? [];
  return type === undefined ? undefined : { hash: await sha1(bytes), url: `data:${type};base64,${data}` };
}

export async function sha1(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
