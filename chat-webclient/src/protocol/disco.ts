import { toBase64 } from "./base64";
import type { Client } from "./client";
import { NS } from "./namespaces";
import { attribute, child, children, xml } from "./xml";

/** What this client can do (XEP-0030), and the answers that every client owes. */
const FEATURES = [
  NS.discoInfo,
  NS.caps,
  NS.ping,
  NS.version,
  NS.carbons,
  NS.receipts,
  NS.markers,
  NS.chatStates,
  NS.correct,
  NS.retract,
  NS.reactions,
  NS.reply,
  NS.fallback,
  NS.sid,
  NS.oob,
  NS.conference,
  // what is published there comes unasked (XEP-0163 §4.3)
  ...[NS.avatarMetadata, NS.bookmarks, NS.displayed, NS.nick].map((node) => `${node}+notify`),
].sort();

const IDENTITY = { category: "client", type: "web", name: "Carillon" };

export interface DiscoInfo {
  readonly features: ReadonlySet<string>;
  readonly identities: readonly { readonly category: string; readonly type: string; readonly name: string }[];
  readonly element: Element;
}

export function answerDiscovery(client: Client): void {
  client.answer("get", NS.discoInfo, (_iq, query) =>
    xml(
      "query",
      { xmlns: NS.discoInfo, node: attribute(query, "node") },
      xml("identity", IDENTITY),
      ...FEATURES.map((each) => xml("feature", { var: each })),
    ),
  );
  client.answer("get", NS.discoItems, () => xml("query", { xmlns: NS.discoItems }));
  client.answer("get", NS.ping, () => undefined);
  client.answer("get", NS.version, () =>
    xml("query", { xmlns: NS.version }, xml("name", {}, IDENTITY.name), xml("version", {}, __VERSION__)),
  );
}

/** Entity capabilities (XEP-0115 §5.1); browsers hash on secure pages only. */
export async function capabilities(node: string): Promise<Element | undefined> {
  if (!crypto.subtle) {
    return undefined;
  }
  const { category, type, name } = IDENTITY;
  const text = `${category}/${type}//${name}<${FEATURES.map((each) => `${each}<`).join("")}`;
  const hash = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return xml("c", { xmlns: NS.caps, hash: "sha-1", node, ver: toBase64(new Uint8Array(hash)) });
}

export async function info(client: Client, jid: string): Promise<DiscoInfo> {
  const answer = await client.iq("get", jid, xml("query", { xmlns: NS.discoInfo }));
  const query = child(answer, "query", NS.discoInfo) ?? answer;
  return {
    features: new Set(children(query, "feature").map((each) => attribute(each, "var") ?? "")),
    identities: children(query, "identity").map((each) => ({
      category: attribute(each, "category") ?? "",
      type: attribute(each, "type") ?? "",
      name: attribute(each, "name") ?? "",
    })),
    element: query,
  };
}

export interface Discovered {
  readonly jid: string;
  readonly info: DiscoInfo;
}

/** The server of the account and what it lists, with what each can do. */
export async function services(client: Client): Promise<Discovered[]> {
  const listed = await items(client, client.domain);
  const addresses = [client.domain, ...listed.map((each) => each.jid)];
  const found = await Promise.all(
    addresses.map((jid) =>
      info(client, jid)
        .then((each) => ({ jid, info: each }))
        .catch(() => undefined),
    ),
  );
  return found.filter((each) => each !== undefined);
}

export async function items(client: Client, jid: string): Promise<{ jid: string; name: string | undefined }[]> {
  const answer = await client.iq("get", jid, xml("query", { xmlns: NS.discoItems }));
  const query = child(answer, "query", NS.discoItems);
  return (query ? children(query, "item") : []).map((each) => ({
    jid: attribute(each, "jid") ?? "",
    name: attribute(each, "name"),
  }));
}
