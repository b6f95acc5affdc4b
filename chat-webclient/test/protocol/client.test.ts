import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client, type Status } from "../../src/protocol/client";
import * as compose from "../../src/protocol/compose";
import { attribute, child, xml } from "../../src/protocol/xml";
import { bound, FakeSocket, idsOf, playServer, resumedAt, useFakeSockets } from "./fakeServer";

const LOGIN = {
  jid: "example.org",
  clientId: "c",
  credential: { kind: "anonymous" },
  wantsToken: false,
} as const;
const SOCKET = { transport: "websocket", url: "ws://example.org/ws" } as const;
const BEN = { to: "ben@example.org", isRoom: false };

useFakeSockets();

let client: Client;
let statuses: Status["kind"][];
let sessions: boolean[];
let acknowledged: (string | undefined)[];

function begin(): Client {
  client = new Client(() => Promise.resolve([SOCKET]));
  statuses = [];
  sessions = [];
  acknowledged = [];
  client.on("status", (status) => statuses.push(status.kind));
  client.on("online", ({ resumed }) => sessions.push(resumed));
  client.on("acknowledged", (message) => acknowledged.push(attribute(message, "id")));
  client.connect(LOGIN);
  return client;
}

/** The socket of the nth attempt to connect. */
async function socket(count: number): Promise<FakeSocket> {
  await vi.waitFor(() => expect(FakeSocket.all).toHaveLength(count), { timeout: 3_000 });
  return FakeSocket.all[count - 1] as FakeSocket;
}

async function online(count: number, options: Parameters<typeof playServer>[1] = {}): Promise<FakeSocket> {
  const found = await socket(count);
  playServer(found, options);
  await vi.waitFor(() => expect(client.status.kind).toBe("online"));
  return found;
}

beforeEach(() => {
  // a first wait of no more than half a second
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.spyOn(console, "error").mockReturnValue();
});

afterEach(() => client.disconnect());

describe("a connection that breaks", () => {
  it("is resumed: what the server has not handled goes again, and nothing else", async () => {
    begin();
    const first = await online(1);
    client.send(compose.text(BEN, { id: "a", body: "a" }));
    client.send(compose.text(BEN, { id: "b", body: "b" }));
    first.says('<message xmlns="jabber:client" from="ben@example.org/x"><body>x</body></message>');
    first.says('<a xmlns="urn:xmpp:sm:3" h="1"/>');
    expect(acknowledged).toEqual(["a"]);
    first.breaks();
    expect(statuses.at(-1)).toBe("waiting");
    client.send(compose.text(BEN, { id: "c", body: "written meanwhile" }));

    const second = await online(2, { success: resumedAt(1) });
    const resume = child(second.named("authenticate")[0] as Element, "resume", "urn:xmpp:sm:3");
    expect([attribute(resume, "previd"), attribute(resume, "h")]).toEqual(["sm1", "1"]);
    expect(idsOf(second.named("message"))).toEqual(["b", "c"]);
    second.says('<a xmlns="urn:xmpp:sm:3" h="3"/>');
    expect(acknowledged).toEqual(["a", "b", "c"]);
    expect(sessions).toEqual([false, true]);
  });

  it("that cannot be resumed begins anew, and unacknowledged messages are sent there once", async () => {
    begin();
    const first = await online(1);
    client.send(compose.text(BEN, { id: "a", body: "a" }));
    client.send(compose.text(BEN, { id: "b", body: "b" }));
    client.send(compose.chatState(BEN, "composing"));
    const request = client.iq("get", undefined, xml("query", { xmlns: "x" }));
    const outcome = request.catch((error) => error.condition);
    first.breaks();
    const failed = '<failed xmlns="urn:xmpp:sm:3" h="1"><item-not-found/></failed>';
    const second = await online(2, { success: () => bound().replace("<bound", `${failed}<bound`) });
    expect(await outcome).toBe("disconnected");
    // the server had handled the first of them
    expect(acknowledged).toEqual(["a"]);
    expect(idsOf(second.named("message"))).toEqual(["b"]);
    expect(sessions).toEqual([false, false]);
  });

  it("gives room messages back to be sent after joining", async () => {
    const undelivered: unknown[] = [];
    begin().on("undelivered", (message) => undelivered.push(attribute(message, "id")));
    const first = await online(1);
    client.send(compose.text({ to: "room@muc.example.org", isRoom: true }, { id: "r", body: "r" }));
    first.breaks();
    const second = await online(2);
    expect(second.named("message")).toEqual([]);
    expect(undelivered).toEqual(["r"]);
  });

  it("asks again and again with longer waits, and at once when told to", async () => {
    begin();
    (await socket(1)).refuses();
    await vi.waitFor(() => expect(statuses.at(-1)).toBe("waiting"));
    client.reconnect();
    await online(2);
    expect(sessions).toEqual([false]);
  });
});

describe("a page that is loaded anew", () => {
  it("takes the session over with everything that was on its way", async () => {
    begin();
    const first = await online(1);
    client.send(compose.text(BEN, { id: "a", body: "a" }));
    first.says('<message xmlns="jabber:client" from="ben@example.org/x"><body>x</body></message>');
    const snapshot = JSON.parse(JSON.stringify(client.suspend()));
    // no leave was taken: the server has to keep the session
    expect(first.named("close")).toEqual([]);

    client = new Client(() => Promise.resolve([SOCKET]));
    client.connect(LOGIN, snapshot);
    const second = await online(2, { success: resumedAt(0) });
    expect(attribute(child(second.named("authenticate")[0] as Element, "resume", "urn:xmpp:sm:3"), "h")).toBe("1");
    expect(idsOf(second.named("message"))).toEqual(["a"]);
    expect(client.jid).toBe("guest@example.org/r1");
  });
});

describe("the server", () => {
  it("is told what was handled when it asks", async () => {
    begin();
    const first = await online(1);
    first.says('<presence xmlns="jabber:client" from="ben@example.org/x"/>');
    first.says('<r xmlns="urn:xmpp:sm:3"/>');
    expect(first.named("a").map((each) => attribute(each, "h"))).toEqual(["1"]);
  });

  it("is told whether anybody looks (XEP-0352), on every new stream", async () => {
    begin();
    const first = await online(1);
    client.setActive(false);
    client.setActive(false);
    client.setActive(true);
    expect([first.named("inactive").length, first.named("active").length]).toEqual([1, 1]);
    client.setActive(false);
    first.breaks();
    const second = await online(2, { success: resumedAt(0) });
    await vi.waitFor(() => expect(second.named("inactive")).toHaveLength(1));
  });

  it("that says that somebody else took the session is not fought", async () => {
    begin();
    const first = await online(1);
    first.says(
      '<stream:error xmlns:stream="http://etherx.jabber.org/streams"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>',
    );
    expect(statuses.at(-1)).toBe("replaced");
  });

  it("that refuses a login is not asked again", async () => {
    begin();
    const refusal =
      '<failure xmlns="urn:xmpp:sasl:2"><not-authorized xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/><text>no guests</text></failure>';
    playServer(await socket(1), { success: () => refusal });
    await vi.waitFor(() =>
      expect(client.status).toEqual({ kind: "refused", condition: "not-authorized", text: "no guests" }),
    );
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("that counts more than was sent is left", async () => {
    begin();
    const first = await online(1);
    first.says('<a xmlns="urn:xmpp:sm:3" h="7"/>');
    await vi.waitFor(() => expect(statuses.at(-1)).toBe("waiting"));
  });
});

describe("requests", () => {
  const answer = (from: string) => (id: string | undefined) =>
    `<iq xmlns="jabber:client" type="result" id="${id}" ${from}><query xmlns="x"/></iq>`;

  it("are answered by whom they went to, and by nobody else (RFC 6120 §8.1.2.1)", async () => {
    begin();
    const first = await online(1);
    let isAnswered = false;
    const request = client.iq("get", "room@muc.example.org", xml("query", { xmlns: "x" })).then(() => {
      isAnswered = true;
    });
    const id = attribute(first.named("iq")[0] as Element, "id");
    first.says(answer('from="mallory@example.org"')(id));
    first.says(answer("")(id));
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    first.says(answer('from="room@muc.example.org"')(id));
    await request;
    expect(isAnswered).toBe(true);
  });

  it("of others that this client does not know are refused", async () => {
    begin();
    const first = await online(1);
    first.says('<iq xmlns="jabber:client" type="get" id="q" from="ben@example.org/x"><unknown xmlns="y"/></iq>');
    const reply = first.named("iq")[0] as Element;
    expect([attribute(reply, "type"), attribute(reply, "to")]).toEqual(["error", "ben@example.org/x"]);
  });
});

it("goes over BOSH when a WebSocket cannot be opened", async () => {
  const requested: string[] = [];
  class FakeRequest {
    open(_method: string, url: string): void {
      requested.push(url);
    }
    setRequestHeader(): void {}
    send(): void {}
    abort(): void {}
    readyState = 0;
  }
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  client = new Client(() => Promise.resolve([SOCKET, { transport: "bosh", url: "http://example.org/http-bind" }]));
  client.connect(LOGIN);
  (await socket(1)).refuses();
  await vi.waitFor(() => expect(requested).toEqual(["http://example.org/http-bind"]));
});

describe("a log-out", () => {
  const TOKEN = { token: "secret", mechanism: "HT-SHA-256-NONE", expiry: "", count: 4 };

  it("makes the token worthless, with a login that begins no session", async () => {
    begin();
    client.disconnect();
    client.connect({ ...LOGIN, jid: "anna@example.org", credential: { kind: "token", token: TOKEN } });
    await socket(1);
    client.logOut();
    const last = await socket(2);
    last.accept((element) => {
      if (element.localName === "open") {
        last.says('<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" version="1.0" from="example.org"/>');
        last.says(
          `<stream:features xmlns:stream="http://etherx.jabber.org/streams"><authentication xmlns="urn:xmpp:sasl:2"><mechanism>SCRAM-SHA-1</mechanism><inline><fast xmlns="urn:xmpp:fast:0"><mechanism>HT-SHA-256-NONE</mechanism></fast></inline></authentication></stream:features>`,
        );
      }
    });
    await vi.waitFor(() => expect(last.named("authenticate")).toHaveLength(1));
    const authenticate = last.named("authenticate")[0] as Element;
    const fast = child(authenticate, "fast", "urn:xmpp:fast:0");
    expect([attribute(fast, "invalidate"), attribute(fast, "count")]).toEqual(["true", "6"]);
    expect(child(authenticate, "bind", "urn:xmpp:bind:0")).toBeUndefined();
  });
});
