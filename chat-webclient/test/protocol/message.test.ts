import { describe, expect, it } from "vitest";
import { readMessage, unwrap, unwrapResult } from "../../src/protocol/message";
import { parse } from "../../src/protocol/xml";
import { ACCOUNT, message } from "../fixtures";

const inner = (attributes: string, body: string) =>
  `<message xmlns="jabber:client" type="chat" ${attributes}><body>${body}</body></message>`;
const carbon = (direction: string, content: string) =>
  `<${direction} xmlns="urn:xmpp:carbons:2"><forwarded xmlns="urn:xmpp:forward:0">${content}</forwarded></${direction}>`;
const read = (stanza: Element, nick?: string) => {
  const envelope = unwrap(stanza, ACCOUNT);
  return envelope && readMessage(envelope, ACCOUNT, () => nick);
};

describe("carbons (XEP-0280 §11)", () => {
  it("of the own account show what was said elsewhere", () => {
    const stanza = message(
      `from="${ACCOUNT}" to="${ACCOUNT}/here"`,
      carbon("sent", inner(`from="${ACCOUNT}/phone" to="ben@example.org"`, "from my phone")),
    );
    expect(read(stanza)).toMatchObject({
      conversation: "ben@example.org",
      isOwn: true,
      isCarbon: true,
      content: { kind: "text", body: "from my phone" },
    });
  });

  it.each(["mallory@example.org", "mallory@example.org/x", `${ACCOUNT}/phone`, "example.org"])(
    "that %s sends are forgeries",
    (from) => {
      const stanza = message(
        `from="${from}" to="${ACCOUNT}/here"`,
        carbon("received", inner(`from="ben@example.org/x" to="${ACCOUNT}"`, "send me money")),
      );
      expect(read(stanza)).toBeUndefined();
    },
  );

  it("of somebody else's conversation are dropped", () => {
    const sent = carbon("sent", inner('from="mallory@example.org/x" to="ben@example.org"', "not mine"));
    const got = carbon("received", inner('from="ben@example.org/x" to="carl@example.org"', "not for me"));
    expect(read(message(`from="${ACCOUNT}"`, sent))).toBeUndefined();
    expect(read(message(`from="${ACCOUNT}"`, got))).toBeUndefined();
  });
});

describe("archive ids (XEP-0359)", () => {
  it("count when the own account gave them", () => {
    const stanza = message(
      'from="ben@example.org/x" type="chat"',
      `<body>x</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="42"/>`,
    );
    expect(read(stanza)?.stanzaId).toBe("42");
  });

  it("of anybody else mean nothing", () => {
    const stanza = message(
      'from="ben@example.org/x" type="chat"',
      '<body>x</body><stanza-id xmlns="urn:xmpp:sid:0" by="ben@example.org" id="666"/>',
    );
    expect(read(stanza)?.stanzaId).toBeUndefined();
  });

  it("in rooms are the room's", () => {
    const stanza = message(
      'from="room@muc.example.org/ben" type="groupchat"',
      `<body>x</body><stanza-id xmlns="urn:xmpp:sid:0" by="${ACCOUNT}" id="666"/>
       <stanza-id xmlns="urn:xmpp:sid:0" by="room@muc.example.org" id="7"/>`,
    );
    expect(read(stanza)?.stanzaId).toBe("7");
  });
});

it("results of an archive are not taken from the stream", () => {
  const stanza = message(
    `from="${ACCOUNT}"`,
    `<result xmlns="urn:xmpp:mam:2" queryid="q" id="1"><forwarded xmlns="urn:xmpp:forward:0">${inner("", "x")}</forwarded></result>`,
  );
  expect(unwrap(stanza, ACCOUNT)).toBeUndefined();
});

it("a result has the archive's id and time", () => {
  const result = parse(
    `<result xmlns="urn:xmpp:mam:2" id="99"><forwarded xmlns="urn:xmpp:forward:0">
       <delay xmlns="urn:xmpp:delay" stamp="2026-01-02T03:04:05Z"/>
       ${inner('from="ben@example.org/x" to="anna@example.org"', "old")}</forwarded></result>`,
  );
  const envelope = unwrapResult(result);
  expect(envelope).toMatchObject({ stanzaId: "99", time: new Date("2026-01-02T03:04:05Z"), isArchived: true });
});

describe("what a message says", () => {
  const content = (inside: string, type = "chat") =>
    read(message(`from="ben@example.org/x" to="${ACCOUNT}" type="${type}" id="m1"`, inside))?.content;

  it("can be text, with the file it is about", () => {
    const inside = '<body>https://x/y.png</body><x xmlns="jabber:x:oob"><url>https://x/y.png</url></x>';
    expect(content(inside)).toEqual({ kind: "text", body: "https://x/y.png", url: "https://x/y.png" });
  });

  it("can be an answer, of which the quotation for others is left out", () => {
    const inside = `<body>&gt; 😀 old\nnew</body><reply xmlns="urn:xmpp:reply:0" id="m0" to="anna@example.org"/>
      <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="8"/></fallback>`;
    expect(content(inside)).toMatchObject({ kind: "text", body: "new", reply: { id: "m0" } });
  });

  it("keeps the whole text when the range of a quotation is nonsense", () => {
    const inside = `<body>text</body><reply xmlns="urn:xmpp:reply:0" id="m0"/>
      <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="3" end="900"/></fallback>`;
    expect(content(inside)).toMatchObject({ body: "text" });
  });

  it.each([
    [
      '<body>better</body><replace xmlns="urn:xmpp:message-correct:0" id="a"/>',
      { kind: "correction", of: "a", body: "better" },
    ],
    ['<retract xmlns="urn:xmpp:message-retract:1" id="a"/><body>x</body>', { kind: "retraction", of: "a" }],
    [
      '<reactions xmlns="urn:xmpp:reactions:0" id="a"><reaction>👍</reaction><reaction>👍</reaction></reactions>',
      { kind: "reactions", of: "a", emojis: ["👍"] },
    ],
    ['<received xmlns="urn:xmpp:receipts" id="a"/>', { kind: "receipt", of: "a" }],
    ['<displayed xmlns="urn:xmpp:chat-markers:0" id="a"/>', { kind: "displayed", of: "a" }],
    [
      '<x xmlns="jabber:x:conference" jid="room@muc.example.org"/>',
      { kind: "invitation", room: "room@muc.example.org" },
    ],
    ['<composing xmlns="http://jabber.org/protocol/chatstates"/>', { kind: "none" }],
  ])("%s", (inside, expected) => {
    expect(content(inside)).toEqual(expected);
  });

  it("can be an error", () => {
    const inside =
      '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">gone</text></error>';
    expect(content(inside, "error")).toEqual({ kind: "error", condition: "service-unavailable", text: "gone" });
  });

  it("sets a room's subject only without a body (XEP-0045 §8.1)", () => {
    expect(content("<subject>new</subject>", "groupchat")).toEqual({ kind: "subject", subject: "new" });
    expect(content("<subject>new</subject><body>x</body>", "groupchat")).toMatchObject({ kind: "text" });
  });
});

it("in a room the own messages are those of the own nickname", () => {
  const stanza = message('from="room@muc.example.org/anna" type="groupchat"', "<body>x</body>");
  expect(read(stanza, "anna")?.isOwn).toBe(true);
  expect(read(stanza, "other")?.isOwn).toBe(false);
});
