/** A token that logs in without the password (XEP-0484 0.2.0), with the mechanism it is bound to. */
export interface FastToken {
  readonly token: string;
  readonly mechanism: string;
  readonly expiry: string;
  /** How often it was used (§count): a replayed login shows an old number. */
  readonly count: number;
}

/** A browser shows a page nothing of its TLS connection, so no binding is possible. */
export const FAST_MECHANISM = "HT-SHA-256-NONE";

const encoder = new TextEncoder();

async function hmac(token: string, text: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", encoder.encode(token), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

/** authcid NUL HMAC(token, "Initiator" || channel binding), draft-schmaus-kitten-sasl-ht-09 §3.1. */
export async function initiator(token: FastToken, authcid: string): Promise<Uint8Array> {
  const proof = await hmac(token.token, "Initiator");
  return new Uint8Array([...encoder.encode(authcid), 0, ...proof]);
}

/** Whether the other side knows the token as well (§3.2). */
export async function isResponder(token: FastToken, message: Uint8Array): Promise<boolean> {
  const expected = await hmac(token.token, "Responder");
  return expected.length === message.length && expected.every((byte, index) => byte === message[index]);
}
