import { describe, expect, it } from "vitest";
import { StreamManagement } from "../../src/protocol/streamManagement";
import { parse, serialize, xml } from "../../src/protocol/xml";

const JID = "anna@example.org/here";
const enabled = parse('<enabled xmlns="urn:xmpp:sm:3" id="s1" resume="true"/>');
const stanza = (id: string) => xml("message", { xmlns: "jabber:client", id });
const ids = (stanzas: readonly Element[] | undefined) => stanzas?.map((each) => each.getAttribute("id"));

function begun(): StreamManagement {
  const sm = new StreamManagement();
  sm.begin();
  sm.enabled(enabled, JID);
  return sm;
}

describe("XEP-0198", () => {
  it("counts what is sent from <enable/> on and what is received from <enabled/> on (§3)", () => {
    const sm = new StreamManagement();
    sm.sent(stanza("before"));
    sm.handled();
    sm.begin();
    sm.sent(stanza("a"));
    sm.handled();
    sm.enabled(enabled, JID);
    sm.handled();
    expect(sm.answer().getAttribute("h")).toBe("1");
    expect(ids(sm.acknowledge("1"))).toEqual(["a"]);
  });

  it("forgets what the server has handled, and keeps the rest for a resumption", () => {
    const sm = begun();
    ["a", "b", "c"].forEach((each) => sm.sent(stanza(each)));
    expect(ids(sm.acknowledge("2"))).toEqual(["a", "b"]);
    expect(serialize(sm.resumption())).toBe('<resume h="0" previd="s1" xmlns="urn:xmpp:sm:3"/>');
    expect(ids(sm.resumed())).toEqual(["c"]);
    expect(ids(sm.acknowledge("3"))).toEqual(["c"]);
  });

  it.each(["4", "-1", "1.5", "x", "", "99999999999"])("does not believe a count of %s", (h) => {
    const sm = begun();
    sm.sent(stanza("a"));
    expect(sm.acknowledge(h)).toBeUndefined();
    expect(sm.isWaiting).toBe(true);
  });

  it("survives a reload as text", () => {
    const sm = begun();
    sm.handled();
    sm.sent(stanza("a"));
    sm.sent(stanza("b"));
    sm.acknowledge("1");
    const next = new StreamManagement();
    next.restore(JSON.parse(JSON.stringify(sm.snapshot())));
    expect(next.resumption().getAttribute("h")).toBe("1");
    expect(next.boundJid).toBe(JID);
    expect(ids(next.acknowledge("1"))).toEqual([]);
    expect(ids(next.resumed())).toEqual(["b"]);
  });

  it("cannot resume what the server does not keep", () => {
    const sm = new StreamManagement();
    sm.begin();
    sm.enabled(parse('<enabled xmlns="urn:xmpp:sm:3"/>'), JID);
    expect(sm.canResume).toBe(false);
    expect(sm.snapshot()).toBeUndefined();
  });

  it("gives back what was never acknowledged when the session is lost", () => {
    const sm = begun();
    sm.sent(stanza("a"));
    expect(ids(sm.lost())).toEqual(["a"]);
    expect(sm.canResume).toBe(false);
    expect(sm.lost()).toEqual([]);
  });

  it("counts over the end of 32 bits (§4)", () => {
    const sm = new StreamManagement();
    sm.restore({ id: "s", jid: JID, received: 2 ** 32 - 1, acknowledged: 2 ** 32 - 1, unacknowledged: [] });
    sm.resumed();
    sm.handled();
    sm.sent(stanza("a"));
    expect(sm.answer().getAttribute("h")).toBe("0");
    expect(ids(sm.acknowledge("0"))).toEqual(["a"]);
  });
});
