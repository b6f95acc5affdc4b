import type { Client } from "./client";
import { NS } from "./namespaces";
import { attribute, child, children, childText, xml } from "./xml";

export interface Bookmark {
  readonly jid: string;
  readonly name?: string | undefined;
  readonly nick?: string | undefined;
  readonly password?: string | undefined;
  readonly autojoin: boolean;
}

/** The rooms an account keeps (XEP-0048 in private storage, XEP-0049). */
export async function loadBookmarks(client: Client): Promise<Bookmark[]> {
  const answer = await client.iq(
    "get",
    undefined,
    xml("query", { xmlns: NS.privateXml }, xml("storage", { xmlns: NS.bookmarks })),
  );
  const query = child(answer, "query", NS.privateXml);
  const storage = query && child(query, "storage", NS.bookmarks);
  return (storage ? children(storage, "conference") : []).flatMap((each) => {
    const jid = attribute(each, "jid");
    return jid === undefined
      ? []
      : {
          jid: jid.toLowerCase(),
          name: attribute(each, "name"),
          nick: childText(each, "nick"),
          password: childText(each, "password"),
          autojoin: ["true", "1"].includes(attribute(each, "autojoin") ?? ""),
        };
  });
}

export async function saveBookmarks(client: Client, bookmarks: readonly Bookmark[]): Promise<void> {
  const conferences = bookmarks.map((each) =>
    xml(
      "conference",
      { jid: each.jid, name: each.name, autojoin: String(each.autojoin) },
      each.nick !== undefined && xml("nick", {}, each.nick),
      each.password !== undefined && xml("password", {}, each.password),
    ),
  );
  await client.iq(
    "set",
    undefined,
    xml("query", { xmlns: NS.privateXml }, xml("storage", { xmlns: NS.bookmarks }, ...conferences)),
  );
}
