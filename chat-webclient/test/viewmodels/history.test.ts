import { beforeEach, expect, it, vi } from "vitest";
import { Chat } from "../../src/viewmodels/chat";
import { History } from "../../src/viewmodels/history";
import { Settings } from "../../src/viewmodels/settings";
import { BrowserStorage } from "../../src/viewmodels/storage";
import { ACCOUNT, MemoryRecords, MemoryStorage, message, OfflineClient } from "../fixtures";

let records: MemoryRecords;
let client: OfflineClient;
let chat: Chat;
let history: History;

function newChat(of: History): Chat {
  const settings = new Settings(new BrowserStorage(new MemoryStorage(), new MemoryStorage()));
  client = new OfflineClient();
  return new Chat(client, settings, () => undefined, of);
}

beforeEach(() => {
  records = new MemoryRecords();
  history = new History(records, ACCOUNT);
  chat = newChat(history);
  history.follow(chat);
});

const hear = (body: string, id: number, from = "ben@example.org") =>
  client.arrive(
    "message",
    message(
      `from="${from}/x" to="${ACCOUNT}" type="chat" id="m${id}"`,
      `<body>${body}</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="${id}"/>`,
    ),
  );
const written = (text: string) =>
  vi.waitFor(() => expect(JSON.stringify([...records.values])).toContain(text), { timeout: 10_000 });

it("a page shows at once what the one before has heard, and goes on behind it", async () => {
  hear("hello", 1);
  chat.conversations.value.get("ben@example.org")?.markRead();
  hear("again", 2);
  await written("again");
  const later = new History(records, ACCOUNT);
  const kept = await later.load();
  const next = newChat(later);
  next.recall(kept?.knowledge as never, kept?.conversations ?? []);
  const conversation = next.conversations.value.get("ben@example.org");
  expect(conversation?.messages.value.map((each) => each.body)).toEqual(["hello", "again"]);
  expect(conversation?.reading.unread.value).toBe(1);
  expect(kept?.knowledge.lastArchived).toBe("2");
});

it("what was not sent is not on its way any more", async () => {
  chat.open("ben@example.org", false).send("never arrived");
  await written("never arrived");
  const kept = await history.load();
  expect(kept?.conversations[0]?.messages[0]?.state).toBe("failed");
});

it("is bounded: long texts push out old ones, and old conversations go", async () => {
  hear("a".repeat(90_000), 1);
  hear("b".repeat(90_000), 2);
  for (let other = 0; other < 70; other++) {
    hear("short", 10 + other, `friend${other}@example.org`);
  }
  await written("friend69");
  const kept = await history.load();
  expect(kept?.conversations.length).toBeLessThanOrEqual(60);
  expect(JSON.stringify([...records.values]).length).toBeLessThan(150_000);
});

it("a conversation that is closed is forgotten, and everything when somebody logs out", async () => {
  hear("hello", 1);
  await written("hello");
  chat.close("ben@example.org");
  await vi.waitFor(() => expect(JSON.stringify([...records.values])).not.toContain("hello"), { timeout: 10_000 });
  history.keepPicture({ hash: "h", url: "data:" });
  records.values.set("other@example.org/knowledge/", {});
  await history.erase();
  expect([...records.values.keys()]).toEqual(["other@example.org/knowledge/"]);
});
