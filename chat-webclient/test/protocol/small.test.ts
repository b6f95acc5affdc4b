import { describe, expect, it } from "vitest";
import { delayBefore } from "../../src/protocol/backoff";
import { choose, defaultEndpoints, readHostMeta } from "../../src/protocol/discovery";
import { initiator, isResponder } from "../../src/protocol/fastToken";
import { readForm, submit } from "../../src/protocol/forms";
import { newUuid } from "../../src/protocol/ids";
import { parseBare } from "../../src/protocol/jid";
import { authenticate, readOffer, readSuccess } from "../../src/protocol/sasl2";
import { parse, serialize, xml } from "../../src/protocol/xml";

describe("addresses people type", () => {
  it.each([
    ["Anna@Example.org", "anna@example.org"],
    [" anna ", "anna@example.org"],
    ["xmpp:anna@example.org", "anna@example.org"],
  ])("%s", (typed, jid) => expect(parseBare(typed, "example.org")).toBe(jid));

  it.each(["", "a b@example.org", "a@b@c", "@example.org", "anna@", "a/b@c"])("%s is none", (typed) =>
    expect(parseBare(typed, "example.org")).toBeUndefined(),
  );
});

describe("XML", () => {
  it("carries no characters that would end the stream", () => {
    expect(serialize(xml("body", {}, "a\u0000\u0008\ud800<b>\u2028"))).toBe("<body>a�&lt;b&gt;\u2028</body>");
  });

  it("escapes what is written into attributes", () => {
    const element = parse(serialize(xml("x", { xmlns: "n", a: `"'<&>` })));
    expect(element.getAttribute("a")).toBe(`"'<&>`);
  });
});

describe("where to connect (XEP-0156)", () => {
  const meta = {
    links: [
      { rel: "urn:xmpp:alt-connections:xbosh", href: "https://a.example/http-bind" },
      { rel: "urn:xmpp:alt-connections:websocket", href: "wss://a.example/ws" },
      { rel: "urn:xmpp:alt-connections:websocket", href: "ws://a.example/ws" },
      { rel: "something", href: "https://a.example/" },
      { rel: 5 },
      null,
    ],
  };

  it("is read from a document nobody has to trust", () => {
    expect(readHostMeta(meta)).toHaveLength(3);
    expect(readHostMeta("nonsense")).toEqual([]);
    expect(readHostMeta({ links: {} })).toEqual([]);
  });

  it("is never without TLS for a page that came with it, and WebSocket before BOSH", () => {
    const page = new URL("https://chat.example.org/x/");
    expect(choose(readHostMeta(meta), page).map((each) => each.url)).toEqual([
      "wss://a.example/ws",
      "https://a.example/http-bind",
    ]);
    expect(choose(defaultEndpoints(page), page, "bosh").map((each) => each.url)).toEqual([
      "https://chat.example.org/http-bind",
    ]);
  });
});

describe("the wait before the next attempt", () => {
  it("doubles up to a minute, and differs from client to client", () => {
    expect([1, 2, 3, 10, 50].map((attempt) => delayBefore(attempt, () => 1))).toEqual([1000, 2000, 4000, 60000, 60000]);
    expect(delayBefore(3, () => 0)).toBe(2000);
  });
});

describe("FAST (XEP-0484)", () => {
  const token = { token: "secret", mechanism: "HT-SHA-256-NONE", expiry: "", count: 1 };

  it("proves that the token is known, and makes the server do the same", async () => {
    const proof = await initiator(token, "anna");
    expect(new TextDecoder().decode(proof.slice(0, 5))).toBe("anna\u0000");
    expect(proof).toHaveLength(5 + 32);
    expect(await isResponder(token, proof.slice(5))).toBe(false);
    const key = await crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode("secret"),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const answer = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode("Responder"));
    expect(await isResponder(token, new Uint8Array(answer))).toBe(true);
  });
});

describe("SASL2 (XEP-0388, XEP-0386)", () => {
  const features = parse(
    `<stream:features xmlns:stream="http://etherx.jabber.org/streams"><authentication xmlns="urn:xmpp:sasl:2">
       <mechanism>SCRAM-SHA-1</mechanism><inline><fast xmlns="urn:xmpp:fast:0"><mechanism>HT-SHA-256-NONE</mechanism></fast>
       <sm xmlns="urn:xmpp:sm:3"/><bind xmlns="urn:xmpp:bind:0"><inline><feature var="urn:xmpp:carbons:2"/>
       <feature var="urn:xmpp:sm:3"/></inline></bind></inline></authentication></stream:features>`,
  );
  const exchange = { mechanism: "SCRAM-SHA-1" } as Parameters<typeof authenticate>[0];

  it("asks for everything that is offered in one go", () => {
    const offer = readOffer(features);
    expect(offer).toMatchObject({ mechanisms: ["SCRAM-SHA-1"], fast: true, resume: true });
    const text = serialize(
      authenticate(exchange, new Uint8Array([65]), offer as NonNullable<typeof offer>, {
        clientId: "c",
        wantsToken: true,
        resumption: xml("resume", { xmlns: "urn:xmpp:sm:3", previd: "p", h: 3 }),
      }),
    );
    expect(text).toContain('<resume h="3" previd="p" xmlns="urn:xmpp:sm:3"/>');
    expect(text).toContain('<enable resume="true" xmlns="urn:xmpp:sm:3"/>');
    expect(text).toContain('<enable xmlns="urn:xmpp:carbons:2"/>');
    expect(text).toContain('<request-token mechanism="HT-SHA-256-NONE" xmlns="urn:xmpp:fast:0"/>');
    expect(text).toContain("<initial-response>QQ==</initial-response>");
  });

  it("asks for nothing that is not", () => {
    const bare = { mechanisms: [], fast: false, resume: false, bindFeatures: new Set<string>() };
    const text = serialize(
      authenticate(exchange, new Uint8Array(), bare, { clientId: "c", wantsToken: true, resumption: xml("resume") }),
    );
    expect(text).not.toMatch(/resume|enable|request-token/);
    expect(text).toContain("<initial-response>=</initial-response>");
  });

  it("reads what came of it", () => {
    const success = readSuccess(
      parse(`<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>anna@example.org/x</authorization-identifier>
        <bound xmlns="urn:xmpp:bind:0"><enabled xmlns="urn:xmpp:sm:3" id="s"/></bound>
        <token xmlns="urn:xmpp:fast:0" token="t" expiry="2027-01-01T00:00:00Z"/></success>`),
    );
    expect(success.jid).toBe("anna@example.org/x");
    expect(success.enabled?.getAttribute("id")).toBe("s");
    expect(success.token).toMatchObject({ token: "t", count: 0 });
    expect(success.resumed).toBeUndefined();
  });
});

it("user agents are named by UUIDs of version 4", () => {
  expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newUuid()).not.toBe(newUuid());
});

it("forms go back with what was changed and what was hidden (XEP-0004)", () => {
  const form = readForm(
    parse(`<x xmlns="jabber:x:data" type="form"><title>T</title><field type="hidden" var="FORM_TYPE"><value>f</value></field>
      <field type="boolean" var="a" label="A"><value>0</value></field><field type="fixed"><value>text</value></field></x>`),
  );
  expect(form.fields.map((each) => each.label)).toEqual(["FORM_TYPE", "A", ""]);
  expect(serialize(submit(form, new Map([["a", ["1"]]])))).toBe(
    '<x type="submit" xmlns="jabber:x:data"><field type="hidden" var="FORM_TYPE"><value>f</value></field><field type="boolean" var="a"><value>1</value></field></x>',
  );
});
