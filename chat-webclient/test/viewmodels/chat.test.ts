import { beforeEach, describe, expect, it, vi } from "vitest";
import { attribute, child, parse, serialize } from "../../src/protocol/xml";
import { Chat } from "../../src/viewmodels/chat";
import { Settings } from "../../src/viewmodels/settings";
import { BrowserStorage } from "../../src/viewmodels/storage";
import { ACCOUNT, MemoryStorage, message, OfflineClient } from "../fixtures";

let client: OfflineClient;
let chat: Chat;
let notified: string[];

beforeEach(() => {
  client = new OfflineClient();
  notified = [];
  const storage = new BrowserStorage(new MemoryStorage(), new MemoryStorage());
  chat = new Chat(client, new Settings(storage), (_conversation, { content }) =>
    notified.push(content.kind === "text" ? content.body : content.kind),
  );
});

const fromBen = (inner: string, attributes = "") =>
  client.arrive("message", message(`from="ben@example.org/phone" to="${ACCOUNT}" type="chat" ${attributes}`, inner));
const asked = (namespace: string) => client.asked.find((each) => each.payload.namespaceURI === namespace);
const settle = () => new Promise((resolve) => setTimeout(resolve));

function push(from: string | undefined, query: string): Element | undefined {
  const iq = parse(`<iq xmlns="jabber:client" type="set" id="p" ${from ? `from="${from}"` : ""}>${query}</iq>`);
  const { requests } = client as unknown as { requests: { receive(iq: Element): void } };
  requests.receive(iq);
  return undefined;
}

describe("an incoming message", () => {
  it("opens a conversation, counts as unread and is notified", () => {
    fromBen("<body>hello</body>", 'id="m1"');
    const conversation = chat.conversations.value.get("ben@example.org");
    expect(conversation?.messages.value.map((each) => each.body)).toEqual(["hello"]);
    expect(chat.unread.value).toBe(1);
    expect(notified).toEqual(["hello"]);
    conversation?.markRead();
    expect(chat.unread.value).toBe(0);
  });

  it("that says nothing opens none", () => {
    fromBen('<composing xmlns="http://jabber.org/protocol/chatstates"/>');
    fromBen('<received xmlns="urn:xmpp:receipts" id="x"/>');
    expect(chat.conversations.value.size).toBe(0);
  });

  it("is confirmed to contacts who see our presence, and to nobody else (XEP-0184 §5.5)", () => {
    const request = '<body>x</body><request xmlns="urn:xmpp:receipts"/>';
    fromBen(request, 'id="m1"');
    expect(client.sent).toEqual([]);
    push(ACCOUNT, '<query xmlns="jabber:iq:roster"><item jid="ben@example.org" subscription="both"/></query>');
    fromBen(request, 'id="m2"');
    const [receipt] = client.sent;
    expect(receipt && attribute(child(receipt, "received", "urn:xmpp:receipts"), "id")).toBe("m2");
    expect(receipt && attribute(receipt, "to")).toBe("ben@example.org/phone");
  });

  it("that is an error marks what could not be delivered", () => {
    const conversation = chat.open("ben@example.org", false);
    conversation.submit("hello?");
    const id = attribute(client.sent[0], "id");
    client.arrive(
      "message",
      message(
        `from="ben@example.org" to="${ACCOUNT}/here" type="error" id="${id}"`,
        '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>',
      ),
    );
    expect(conversation.messages.value[0]).toMatchObject({ state: "failed", error: "service-unavailable" });
  });
});

describe("what is written", () => {
  it("waits until the server has it", () => {
    const conversation = chat.open("ben@example.org", false);
    conversation.submit("  hello ");
    expect(conversation.messages.value[0]).toMatchObject({ body: "hello", state: "pending" });
    client.arrive("acknowledged", client.sent[0] as Element);
    expect(conversation.messages.value[0]?.state).toBe("sent");
  });

  it("can be corrected, answered, reacted to and taken back", () => {
    const conversation = chat.open("ben@example.org", false);
    conversation.submit("helo");
    conversation.edit(conversation.messages.value[0] as (typeof conversation.messages.value)[0]);
    conversation.submit("hello");
    expect(conversation.messages.value[0]).toMatchObject({ body: "hello" });
    conversation.replyTo(conversation.messages.value[0] as (typeof conversation.messages.value)[0]);
    conversation.submit("again");
    const first = attribute(client.sent[0], "id") ?? "";
    expect(serialize(client.sent[2] as Element)).toContain(`<reply id="${first}"`);
    expect(serialize(client.sent[2] as Element)).toContain("<body>&gt; hello\nagain</body>");
    conversation.react(conversation.messages.value[0] as (typeof conversation.messages.value)[0], "👍");
    expect(conversation.messages.value[0]?.reactions[ACCOUNT]?.emojis).toEqual(["👍"]);
    conversation.retract(conversation.messages.value[0] as (typeof conversation.messages.value)[0], "gone");
    expect(conversation.messages.value[0]?.retractedBy).toBe("author");
    expect(client.sent.map((each) => each.lastElementChild?.localName)).toHaveLength(5);
  });

  it("tells that somebody types, once, and not to rooms one is not in", () => {
    const conversation = chat.open("ben@example.org", false);
    conversation.type("h");
    conversation.type("he");
    expect(client.sent.map((each) => each.firstElementChild?.localName)).toEqual(["composing"]);
    chat.open("room@muc.example.org", true).type("h");
    expect(client.sent).toHaveLength(1);
  });
});

describe("roster pushes (RFC 6121 §2.1.6)", () => {
  const query = '<query xmlns="jabber:iq:roster"><item jid="eve@example.org" subscription="both"/></query>';

  it.each(["eve@example.org", "example.org", `${ACCOUNT}/other`])("of %s are refused", (from) => {
    push(from, query);
    expect(chat.people.contacts.value.size).toBe(0);
  });

  it("of the own account count", () => {
    push(undefined, query);
    expect([...chat.people.contacts.value.keys()]).toEqual(["eve@example.org"]);
    push(ACCOUNT, query.replace("both", "remove"));
    expect(chat.people.contacts.value.size).toBe(0);
  });
});

describe("the beginning of a session", () => {
  const result = (id: string, body: string, from = "ben@example.org/x") =>
    `<result xmlns="urn:xmpp:mam:2" queryid="QUERY" id="${id}"><forwarded xmlns="urn:xmpp:forward:0">
       <message xmlns="jabber:client" type="chat" id="i${id}" from="${from}" to="${from.startsWith(ACCOUNT) ? "ben@example.org" : ACCOUNT}"><body>${body}</body></message></forwarded></result>`;

  async function answerArchive(results: string[], complete = true): Promise<Element> {
    await settle();
    const query = client.asked.findLast((each) => each.payload.namespaceURI === "urn:xmpp:mam:2");
    const queryid = attribute(query?.payload, "queryid") ?? "";
    for (const each of results) {
      client.arrive("message", message(`from="${ACCOUNT}"`, each.replace("QUERY", queryid)));
    }
    query?.answer(
      parse(
        `<iq xmlns="jabber:client" type="result"><fin xmlns="urn:xmpp:mam:2" complete="${complete}"><set xmlns="http://jabber.org/protocol/rsm"><last>L${results.length}</last></set></fin></iq>`,
      ),
    );
    await settle();
    return query?.payload as Element;
  }

  it("asks for the roster, then shows its presence, and reads the newest messages", async () => {
    client.arrive("online", { resumed: false, carbons: true });
    await vi.waitFor(() => expect(asked("jabber:iq:roster")).toBeDefined());
    expect(client.sent).toEqual([]);
    asked("jabber:iq:roster")?.answer(parse('<iq xmlns="jabber:client"><query xmlns="jabber:iq:roster"/></iq>'));
    await vi.waitFor(() => expect(client.sent.map((each) => each.localName)).toEqual(["presence"]));
    await answerArchive([result("1", "old"), result("2", "mine", `${ACCOUNT}/phone`), result("3", "new")], false);
    const conversation = chat.conversations.value.get("ben@example.org");
    expect(conversation?.messages.value.map((each) => each.body)).toEqual(["old", "mine", "new"]);
    // what came after one's own last word is unread
    expect(conversation?.messages.value.filter((each) => each.isOwn)).toHaveLength(1);
  });

  it("after a break asks for everything behind the last message it knows", async () => {
    fromBen(`<body>seen</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="41"/>`, 'id="i41"');
    client.arrive("lost", undefined);
    client.arrive("online", { resumed: false, carbons: true });
    fromBen(`<body>live</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="44"/>`, 'id="i44"');
    const first = await answerArchive([result("42", "missed")], false);
    expect(first.textContent).toContain("41");
    const second = await answerArchive([result("43", "missed too"), result("44", "live")]);
    expect(second.textContent).toContain("L1");
    const conversation = chat.conversations.value.get("ben@example.org");
    expect(conversation?.messages.value.map((each) => each.body)).toEqual(["seen", "missed", "missed too", "live"]);
  });

  it("asks neither for the roster nor for messages after a resumption", async () => {
    client.arrive("online", { resumed: true, carbons: true });
    await vi.waitFor(() => expect(asked("urn:xmpp:blocking")).toBeDefined());
    expect(asked("jabber:iq:roster")).toBeUndefined();
    expect(asked("urn:xmpp:mam:2")).toBeUndefined();
    expect(client.sent).toEqual([]);
  });
});

describe("rooms", () => {
  const ROOM = "room@muc.example.org";
  const presence = (nick: string, inner: string, type = "") =>
    client.arrive(
      "presence",
      parse(
        `<presence xmlns="jabber:client" from="${ROOM}/${nick}" ${type}><x xmlns="http://jabber.org/protocol/muc#user">${inner}</x></presence>`,
      ),
    );

  it("are joined, and show who is there", async () => {
    chat.joinRoom(ROOM, "anna");
    presence("ben", '<item affiliation="owner" role="moderator"/>');
    expect(chat.current.value?.canSend.value).toBe(false);
    presence("anna", '<item affiliation="none" role="participant"/><status code="110"/>');
    expect(chat.current.value?.room.value).toMatchObject({ nick: "anna", state: { kind: "joined" } });
    expect([...(chat.current.value?.room.value?.occupants.keys() ?? [])]).toEqual(["ben", "anna"]);
    presence("ben", '<item affiliation="owner" role="none"/>', 'type="unavailable"');
    expect(chat.current.value?.room.value?.occupants.size).toBe(1);
  });

  it("that are new are entered once they are unlocked: until then nobody else finds them", async () => {
    chat.joinRoom(ROOM, "anna");
    presence("anna", '<item affiliation="owner" role="moderator"/><status code="110"/><status code="201"/>');
    expect(chat.current.value?.canSend.value).toBe(false);
    asked("http://jabber.org/protocol/muc#owner")?.answer(parse('<iq xmlns="jabber:client" type="result"/>'));
    await vi.waitFor(() => expect(chat.current.value?.canSend.value).toBe(true));
  });

  it("can be named before it is known where they are", async () => {
    const service = chat.services.roomService();
    void chat.services.find();
    const answer = (inner: string) => (namespace: string) =>
      asked(namespace)?.answer(parse(`<iq xmlns="jabber:client" type="result">${inner}</iq>`));
    const query = "http://jabber.org/protocol/disco#";
    answer(`<query xmlns="${query}items"><item jid="muc.example.org"/></query>`)(`${query}items`);
    await settle();
    for (const each of client.asked.filter((one) => one.payload.namespaceURI === `${query}info`)) {
      const isRooms = each.to === "muc.example.org";
      const inner = isRooms
        ? '<identity category="conference" type="text"/><feature var="http://jabber.org/protocol/muc"/>'
        : "";
      each.answer(parse(`<iq xmlns="jabber:client" type="result"><query xmlns="${query}info">${inner}</query></iq>`));
    }
    expect(await service).toBe("muc.example.org");
  });

  it("tell why one is not in them any more", () => {
    chat.joinRoom(ROOM, "anna");
    presence("anna", '<item role="participant"/><status code="110"/>');
    presence(
      "anna",
      '<item role="none"><reason>rude</reason></item><status code="307"/><status code="110"/>',
      'type="unavailable"',
    );
    expect(chat.current.value?.room.value?.state).toEqual({ kind: "out", condition: "kicked", text: "rude" });
    expect(chat.current.value?.canSend.value).toBe(false);
  });

  it("give back one's own message, which then is sent", () => {
    chat.joinRoom(ROOM, "anna");
    presence("anna", '<item role="participant"/><status code="110"/>');
    chat.current.value?.submit("hi all");
    const sent = client.sent.at(-1) as Element;
    const id = attribute(sent, "id");
    client.arrive(
      "message",
      message(
        `from="${ROOM}/anna" type="groupchat" id="${id}"`,
        `<body>hi all</body><origin-id xmlns="urn:xmpp:sid:0" id="${id}"/><stanza-id xmlns="urn:xmpp:sid:0" by="${ROOM}" id="5"/>`,
      ),
    );
    expect(chat.current.value?.messages.value).toHaveLength(1);
    expect(chat.current.value?.messages.value[0]).toMatchObject({ stanzaId: "5", state: "sent" });
  });

  it("one never joined cannot write to us", () => {
    client.arrive("message", message(`from="other@muc.example.org/eve" type="groupchat"`, "<body>spam</body>"));
    expect(chat.conversations.value.size).toBe(0);
  });
});

it("a reload finds everything as it was", () => {
  fromBen("<body>hello</body>", 'id="m1"');
  push(ACCOUNT, '<query xmlns="jabber:iq:roster"><item jid="ben@example.org" name="Ben" subscription="both"/></query>');
  Object.assign(client, { suspend: () => ({ stream: { id: "s" }, outbox: [] }) });
  const snapshot = JSON.parse(JSON.stringify(chat.suspend()));
  const storage = new BrowserStorage(new MemoryStorage(), new MemoryStorage());
  const next = new Chat(new OfflineClient(), new Settings(storage), () => undefined);
  next.restore(snapshot);
  expect(next.conversations.value.get("ben@example.org")?.messages.value[0]?.body).toBe("hello");
  expect(next.nameOf("ben@example.org")).toBe("Ben");
  expect(next.unread.value).toBe(1);
});
