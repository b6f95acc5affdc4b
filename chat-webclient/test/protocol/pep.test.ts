import { beforeEach, describe, expect, it, vi } from "vitest";
import { Avatars } from "../../src/protocol/avatars";
import { toBase64 } from "../../src/protocol/base64";
import { Bookmarks } from "../../src/protocol/bookmarks";
import { Displayed, type Position } from "../../src/protocol/displayed";
import { NS } from "../../src/protocol/namespaces";
import { Nicknames } from "../../src/protocol/nicknames";
import { Pep } from "../../src/protocol/pep";
import { sha1 } from "../../src/protocol/pictures";
import { IqError } from "../../src/protocol/requests";
import { parse, serialize, xml } from "../../src/protocol/xml";
import { ACCOUNT, event, item, OfflineClient } from "../fixtures";

const BEN = "ben@example.org";
const DONE = '<iq xmlns="jabber:client" type="result"/>';

let client: OfflineClient;
let pep: Pep;

beforeEach(() => {
  client = new OfflineClient();
  pep = new Pep(client);
});

const settle = () => new Promise((resolve) => setTimeout(resolve));

function items(node: string, ...inner: string[]): Element {
  return parse(
    `<iq xmlns="jabber:client" type="result"><pubsub xmlns="${NS.pubsub}"><items node="${node}">${inner.join("")}</items></pubsub></iq>`,
  );
}

describe("a node", () => {
  it("that is not there has no items", async () => {
    const found = pep.items(undefined, "node");
    client.asked[0]?.refuse(new IqError("item-not-found"));
    expect(await found).toEqual([]);
  });

  it("in another form is put right before anything private goes there", async () => {
    const published = pep.publish("node", "id", xml("secret", { xmlns: "s" }), { "pubsub#access_model": "whitelist" });
    const conflict = parse(
      `<iq xmlns="jabber:client" type="error"><error><precondition-not-met xmlns="${NS.pubsubErrors}"/></error></iq>`,
    );
    client.asked[0]?.refuse(new IqError("conflict", undefined, conflict));
    await settle();
    expect(serialize(client.asked[1]?.payload as Element)).toContain("<configure");
    expect(serialize(client.asked[1]?.payload as Element)).toContain("whitelist");
    client.asked[1]?.answer(parse(DONE));
    await settle();
    expect(serialize(client.asked[2]?.payload as Element)).toContain("<secret");
    client.asked[2]?.answer(parse(DONE));
    await published;
  });
});

describe("bookmarks", () => {
  const conference = (attributes: string, inner = "") =>
    `<conference xmlns="${NS.bookmarks}" ${attributes}>${inner}</conference>`;
  let bookmarks: Bookmarks;
  let changed: string[];

  beforeEach(() => {
    bookmarks = new Bookmarks(client, pep);
    changed = [];
    bookmarks.on("changed", ({ jid, autojoin }) => changed.push(`${jid} ${autojoin}`));
    bookmarks.on("removed", (jid) => changed.push(`${jid} removed`));
  });

  it("are read, with what their absence means", async () => {
    const loaded = bookmarks.load();
    client.asked[0]?.answer(
      items(
        NS.bookmarks,
        item("a@muc", conference('name="A" autojoin="1"', "<nick>me</nick>")),
        item("b@muc", conference("")),
        item("no address", conference("")),
      ),
    );
    await loaded;
    expect(bookmarks.all.map((each) => [each.jid, each.name, each.nick, each.autojoin])).toEqual([
      ["a@muc", "A", "me", true],
      ["b@muc", undefined, undefined, false],
    ]);
  });

  it("of other devices are told; what strangers say is not", () => {
    const joined = item("a@muc", conference('autojoin="true"'));
    client.arrive("message", event(ACCOUNT, NS.bookmarks, joined));
    client.arrive("message", event("eve@example.org", NS.bookmarks, item("evil@muc", conference('autojoin="true"'))));
    client.arrive("message", event(ACCOUNT, NS.bookmarks, '<retract id="a@muc"/>'));
    expect(changed).toEqual(["a@muc true", "a@muc removed"]);
  });

  it("keep what other clients have put into them", async () => {
    const extensions = '<extensions><state xmlns="their:own" minimized="true"/></extensions>';
    client.arrive("message", event(ACCOUNT, NS.bookmarks, item("a@muc", conference('autojoin="true"', extensions))));
    void bookmarks.put({ jid: "a@muc", autojoin: false });
    expect(serialize(client.asked[0]?.payload as Element)).toMatch(/<state[^>]* xmlns="their:own"/);
  });

  it("that are being written are not changed by what was said before", async () => {
    const written = bookmarks.put({ jid: "a@muc", autojoin: false });
    client.arrive("message", event(ACCOUNT, NS.bookmarks, item("a@muc", conference('autojoin="true"'))));
    expect(changed).toEqual([]);
    client.asked[0]?.answer(parse(DONE));
    await written;
    client.arrive("message", event(ACCOUNT, NS.bookmarks, item("a@muc", conference('autojoin="true"'))));
    expect(changed).toEqual(["a@muc true"]);
  });
});

describe("pictures", () => {
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const data = toBase64(bytes);
  let hash: string;
  let avatars: Avatars;
  let kept: string[];

  beforeEach(async () => {
    hash = await sha1(bytes);
    kept = [];
    avatars = new Avatars(client, pep);
    avatars.on("fetched", (picture) => kept.push(picture.hash));
  });

  const metadata = (info: string) => item(hash, `<metadata xmlns="${NS.avatarMetadata}">${info}</metadata>`);
  const info = () => `<info id="${hash}" type="image/png" bytes="11"/>`;
  const announce = (text: string) =>
    client.arrive(
      "presence",
      parse(
        `<presence xmlns="jabber:client" from="${BEN}/x"><x xmlns="${NS.vcardUpdate}"><photo>${text}</photo></x></presence>`,
      ),
    );

  it("that are published are fetched once, and kept", async () => {
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata(info())));
    await vi.waitFor(() => expect(client.asked).toHaveLength(1));
    expect(client.asked[0]?.to).toBe(BEN);
    client.asked[0]?.answer(items(NS.avatarData, item(hash, `<data xmlns="${NS.avatarData}">${data}</data>`)));
    await vi.waitFor(() => expect(avatars.of(BEN)).toBe(`data:image/png;base64,${data}`));
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata(info())));
    client.arrive("message", event("carl@example.org", NS.avatarMetadata, metadata(info())));
    expect(avatars.of("carl@example.org")).toBe(avatars.of(BEN));
    expect(client.asked).toHaveLength(1);
    expect(kept).toEqual([hash]);
  });

  it("that are something else than announced are not shown", async () => {
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata(info())));
    await vi.waitFor(() => expect(client.asked).toHaveLength(1));
    const other = toBase64(Uint8Array.from([...bytes, 4]));
    client.asked[0]?.answer(items(NS.avatarData, item(hash, `<data xmlns="${NS.avatarData}">${other}</data>`)));
    await settle();
    expect(avatars.of(BEN)).toBeUndefined();
  });

  it("are taken away", async () => {
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata(info())));
    await vi.waitFor(() => expect(client.asked).toHaveLength(1));
    client.asked[0]?.answer(items(NS.avatarData, item(hash, `<data xmlns="${NS.avatarData}">${data}</data>`)));
    await vi.waitFor(() => expect(avatars.of(BEN)).toBeDefined());
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata("")));
    expect(avatars.of(BEN)).toBeUndefined();
  });

  it("on the web alone are not asked for: that would tell who looks", () => {
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata(`<info id="${hash}" url="https://eve/"/>`)));
    expect(client.asked).toEqual([]);
  });

  it("in vCards are for people who publish none", async () => {
    announce(hash);
    await vi.waitFor(() => expect(client.asked).toHaveLength(1));
    client.asked[0]?.answer(
      parse(
        `<iq xmlns="jabber:client"><vCard xmlns="vcard-temp"><PHOTO><TYPE>text/html</TYPE><BINVAL>${data}</BINVAL></PHOTO></vCard></iq>`,
      ),
    );
    // what it is called says nothing, what it is does
    await vi.waitFor(() => expect(avatars.of(BEN)).toBe(`data:image/png;base64,${data}`));
    client.arrive("message", event(BEN, NS.avatarMetadata, metadata("")));
    announce(hash);
    expect(avatars.of(BEN)).toBeUndefined();
  });

  it("of one's own are published with the image first", async () => {
    const lastAsked = () => serialize(client.asked.at(-1)?.payload as Element);
    const done = avatars.setOwn({ type: "image/png", bytes, side: 96 });
    for (const node of [NS.avatarData, NS.avatarMetadata]) {
      await vi.waitFor(() => expect(lastAsked()).toContain(`node="${node}"`));
      expect(lastAsked()).toContain(`id="${hash}"`);
      client.asked.at(-1)?.answer(parse(DONE));
    }
    await done;
    expect(client.asked).toHaveLength(2);
  });
});

it("read positions are those of one's own devices", () => {
  const displayed = new Displayed(pep);
  const moved: Position[] = [];
  displayed.on("moved", (position) => moved.push(position));
  const position = item(
    BEN,
    `<displayed xmlns="${NS.displayed}"><stanza-id xmlns="${NS.sid}" by="${ACCOUNT}" id="7"/></displayed>`,
  );
  client.arrive("message", event("eve@example.org", NS.displayed, position));
  client.arrive("message", event(ACCOUNT, NS.displayed, position, item(BEN, "<nonsense/>")));
  expect(moved).toEqual([{ conversation: BEN, stanzaId: "7" }]);
});

it("people call themselves what they like, on one line", () => {
  const names = new Nicknames(pep);
  const nick = (text: string) => item("current", `<nick xmlns="${NS.nick}">${text}</nick>`);
  client.arrive("message", event(BEN, NS.nick, nick(" Ben\n  the   Ringer ")));
  expect(names.all.get(BEN)).toBe("Ben the Ringer");
  client.arrive("message", event(BEN, NS.nick, nick("")));
  expect(names.all.has(BEN)).toBe(false);
});
