import { beforeEach, describe, expect, it, vi } from "vitest";
import { NS } from "../../src/protocol/namespaces";
import { parse, serialize } from "../../src/protocol/xml";
import { Chat } from "../../src/viewmodels/chat";
import { Settings } from "../../src/viewmodels/settings";
import { BrowserStorage } from "../../src/viewmodels/storage";
import { ACCOUNT, event, item, MemoryStorage, message, OfflineClient } from "../fixtures";

const BEN = "ben@example.org";
const ROOM = "tower@muc.example.org";

let client: OfflineClient;
let chat: Chat;

beforeEach(() => {
  client = new OfflineClient();
  const settings = new Settings(new BrowserStorage(new MemoryStorage(), new MemoryStorage()));
  chat = new Chat(client, settings, () => undefined);
});

const hear = (id: number, own = false) =>
  client.arrive(
    "message",
    message(
      own
        ? `from="${ACCOUNT}/other" to="${BEN}" type="chat" id="m${id}"`
        : `from="${BEN}/x" to="${ACCOUNT}" type="chat" id="m${id}"`,
      `<body>no. ${id}</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="${id}"/>`,
    ),
  );
const elsewhere = (id: number) =>
  client.arrive(
    "message",
    event(
      ACCOUNT,
      NS.displayed,
      item(
        BEN,
        `<displayed xmlns="${NS.displayed}"><stanza-id xmlns="${NS.sid}" by="${ACCOUNT}" id="${id}"/></displayed>`,
      ),
    ),
  );
const unread = () => chat.conversations.value.get(BEN)?.reading.unread.value;
const published = (node: string) =>
  client.asked.map((each) => serialize(each.payload)).filter((each) => each.includes(`<publish node="${node}"`));

/** Moments that differ, as those of messages do. */
function atDifferentTimes(): void {
  vi.useFakeTimers({ now: new Date(2026, 0, 1), toFake: ["Date", "setTimeout", "clearTimeout"] });
}

describe("what was read", () => {
  beforeEach(() => {
    atDifferentTimes();
    return () => vi.useRealTimers();
  });

  function threeMessages(): void {
    for (const id of [1, 2, 3]) {
      vi.advanceTimersByTime(1_000);
      hear(id);
    }
  }

  it("on another device is read here, and never goes back", () => {
    threeMessages();
    elsewhere(2);
    expect(unread()).toBe(1);
    elsewhere(1);
    expect(unread()).toBe(1);
    elsewhere(3);
    expect(unread()).toBe(0);
  });

  it("is known before the messages are", () => {
    elsewhere(2);
    threeMessages();
    expect(unread()).toBe(1);
  });

  it("that names no message here says nothing", () => {
    threeMessages();
    elsewhere(99);
    expect(unread()).toBe(3);
  });

  it("here is told to the others once, when somebody stops", () => {
    threeMessages();
    const conversation = chat.conversations.value.get(BEN);
    conversation?.markRead();
    conversation?.markRead();
    expect(published(NS.displayed)).toHaveLength(0);
    vi.advanceTimersByTime(2_000);
    expect(published(NS.displayed)).toHaveLength(1);
    expect(published(NS.displayed)[0]).toContain('id="3"');
    expect(published(NS.displayed)[0]).toContain("whitelist");
  });

  it("elsewhere is not told again", () => {
    threeMessages();
    elsewhere(3);
    chat.conversations.value.get(BEN)?.markRead();
    vi.advanceTimersByTime(2_000);
    expect(published(NS.displayed)).toHaveLength(0);
  });

  it("is what was answered, as long as no device says more", () => {
    threeMessages();
    vi.advanceTimersByTime(1_000);
    hear(4, true);
    expect(unread()).toBe(0);
  });
});

describe("a room", () => {
  const bookmark = (autojoin: boolean) =>
    event(
      ACCOUNT,
      NS.bookmarks,
      item(ROOM, `<conference xmlns="${NS.bookmarks}" autojoin="${autojoin}" name="The Tower"/>`),
    );
  const sent = () =>
    client.sent.filter((each) => each.getAttribute("to")?.startsWith(ROOM)).map((each) => each.getAttribute("type"));

  it("that another device joins is joined here, and left with it", () => {
    client.arrive("message", bookmark(true));
    expect(sent()).toEqual([null]);
    expect(chat.nameOf(ROOM)).toBe("The Tower");
    client.arrive("message", bookmark(true));
    expect(sent()).toEqual([null]);
    client.arrive("message", bookmark(false));
    expect(sent()).toEqual([null, "unavailable"]);
    expect(chat.conversations.value.has(ROOM)).toBe(false);
  });

  it("that is joined here is kept for the others, and still known when it is left", () => {
    chat.joinRoom(ROOM, "anna");
    expect(published(NS.bookmarks)[0]).toMatch(/autojoin="true".*<nick[^>]*>anna/);
    chat.close(ROOM);
    expect(published(NS.bookmarks)[1]).toContain('autojoin="false"');
    expect(chat.joined.bookmarks.value.map((each) => each.jid)).toEqual([ROOM]);
  });

  it("counts what is said, and tells apart what speaks to oneself", () => {
    chat.joinRoom(ROOM, "anna");
    client.arrive(
      "presence",
      parse(
        `<presence xmlns="jabber:client" from="${ROOM}/anna"><x xmlns="${NS.mucUser}"><item role="participant"/><status code="110"/></x></presence>`,
      ),
    );
    for (const [id, body] of ["hello all", "Anna: hello"].entries()) {
      client.arrive(
        "message",
        message(
          `from="${ROOM}/ben" type="groupchat" id="g${id}"`,
          `<body>${body}</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ROOM}" id="${id}"/>`,
        ),
      );
    }
    const { reading } = chat.conversations.value.get(ROOM) as NonNullable<typeof chat.current.value>;
    expect([reading.unread.value, reading.mentions.value, chat.unread.value]).toEqual([2, 1, 1]);
  });
});
