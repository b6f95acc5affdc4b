import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/viewmodels/timeline";
import { ACCOUNT, received } from "../fixtures";

const bodies = (timeline: Timeline) => timeline.messages.map((each) => each.body);
const archived = (stanzaId: string, change: Parameters<typeof received>[0] = {}) =>
  received({ stanzaId, isArchived: true, body: stanzaId, ...change });
const own = { isOwn: true, from: `${ACCOUNT}/here`, to: "ben@example.org" };

describe("each message is there once", () => {
  it("when it comes live and in the archive", () => {
    const timeline = new Timeline();
    expect(timeline.receive(received({ stanzaId: "1", body: "one" }))).toBe(true);
    timeline.insert([archived("0"), archived("1", { body: "one" })], "start");
    expect(bodies(timeline)).toEqual(["0", "one"]);
  });

  it("when it was written here and comes back with the archive's id", () => {
    const timeline = new Timeline();
    timeline.append({
      id: "o1",
      originId: "o1",
      author: ACCOUNT,
      isOwn: true,
      time: 1,
      body: "mine",
      state: "pending",
    });
    timeline.insert([archived("7", { ...own, id: "o1", originId: "o1", body: "mine" })], "boundary");
    expect(timeline.messages).toHaveLength(1);
    expect(timeline.messages[0]).toMatchObject({ stanzaId: "7", state: "sent" });
  });

  it("but not when another person chose the same id", () => {
    const timeline = new Timeline();
    timeline.receive(received({ id: "x", originId: "x", body: "first" }));
    timeline.receive(received({ id: "x", originId: "x", body: "other", from: "carl@example.org/x" }));
    expect(bodies(timeline)).toEqual(["first", "other"]);
  });

  it("and two messages of the archive stay two, whatever their senders called them", () => {
    const timeline = new Timeline();
    timeline.insert([archived("1", { originId: "same" }), archived("2", { originId: "same" })], "start");
    timeline.receive(received({ stanzaId: "3", originId: "same", body: "3" }));
    expect(bodies(timeline)).toEqual(["1", "2", "3"]);
  });
});

describe("the order is the archive's", () => {
  it("with older pages before newer ones", () => {
    const timeline = new Timeline();
    timeline.insert([archived("3"), archived("4")], "start");
    timeline.insert([archived("1"), archived("2"), archived("3")], "start");
    expect(bodies(timeline)).toEqual(["1", "2", "3", "4"]);
  });

  it("with what was missed between the old and what came meanwhile", () => {
    const timeline = new Timeline();
    timeline.insert([archived("1")], "start");
    timeline.markBoundary();
    timeline.receive(received({ stanzaId: "4", body: "4" }));
    timeline.insert([archived("2"), archived("3")], "boundary");
    timeline.insert([archived("4"), archived("5")], "boundary");
    expect(bodies(timeline)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("also where the page was wrong about it", () => {
    const timeline = new Timeline();
    timeline.append({ id: "a", originId: "a", author: ACCOUNT, isOwn: true, time: 1, body: "a", state: "sent" });
    timeline.receive(received({ stanzaId: "1", body: "b" }));
    timeline.insert(
      [archived("1", { body: "b" }), archived("2", { ...own, originId: "a", id: "a", body: "a" })],
      "start",
    );
    expect(bodies(timeline)).toEqual(["b", "a"]);
  });

  it("with what waited on the server where its time says, before or after the archive tells", () => {
    const at = (minute: number) => new Date(2025, 0, 1, 0, minute);
    const waiting = (minute: number) => received({ body: String(minute), time: at(minute), isDelayed: true });
    const timeline = new Timeline();
    timeline.receive(waiting(1));
    timeline.receive(waiting(2));
    timeline.insert([archived("3", { time: at(3) }), archived("4", { time: at(4) })], "boundary");
    timeline.receive(waiting(5));
    timeline.receive(received({ body: "live" }));
    timeline.receive(waiting(6));
    expect(bodies(timeline)).toEqual(["1", "2", "3", "4", "5", "6", "live"]);
  });

  it("also when all of it was said within one moment", () => {
    const time = new Date(2025, 0, 1);
    const timeline = new Timeline();
    timeline.receive(received({ body: "1", time, isDelayed: true }));
    timeline.insert([archived("4", { time }), archived("5", { time })], "boundary");
    timeline.receive(received({ body: "2", time, isDelayed: true }));
    timeline.receive(received({ body: "3", time, isDelayed: true }));
    expect(bodies(timeline)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("and what was not sent yet stays at the end", () => {
    const timeline = new Timeline();
    timeline.insert([archived("1")], "start");
    timeline.markBoundary();
    timeline.append({
      id: "p",
      originId: "p",
      author: ACCOUNT,
      isOwn: true,
      time: 1,
      body: "pending",
      state: "pending",
    });
    timeline.insert([archived("2")], "boundary");
    expect(bodies(timeline)).toEqual(["1", "2", "pending"]);
  });
});

describe("messages about messages", () => {
  const correction = (change: Parameters<typeof received>[0] = {}) =>
    received({ content: { kind: "correction", of: "m", body: "better" }, ...change });

  it("come from the author, or change nothing", () => {
    const timeline = new Timeline();
    timeline.receive(received({ id: "m", body: "worse" }));
    timeline.receive(correction({ from: "mallory@example.org/x" }));
    timeline.receive(received({ from: "mallory@example.org/x", content: { kind: "retraction", of: "m" } }));
    expect(timeline.messages[0]).toMatchObject({ body: "worse" });
    timeline.receive(correction());
    expect(timeline.messages[0]).toMatchObject({ body: "better" });
    timeline.receive(received({ content: { kind: "retraction", of: "m" } }));
    expect(timeline.messages[0]).toMatchObject({ body: "", retractedBy: "author" });
  });

  it("may come before what they are about, as when one scrolls back", () => {
    const timeline = new Timeline();
    timeline.insert([correction({ isArchived: true })], "start");
    expect(timeline.messages).toHaveLength(0);
    timeline.insert([archived("1", { id: "m", body: "worse" })], "start");
    expect(bodies(timeline)).toEqual(["better"]);
  });

  it("are the newest of their kind, whatever came first", () => {
    const timeline = new Timeline();
    timeline.receive(received({ id: "m" }));
    const reactions = (emoji: string, hour: number) =>
      received({ time: new Date(2026, 1, 1, hour), content: { kind: "reactions", of: "m", emojis: [emoji] } });
    timeline.receive(reactions("🎉", 12));
    timeline.insert([reactions("👍", 11)], "start");
    expect(timeline.messages[0]?.reactions["ben@example.org"]?.emojis).toEqual(["🎉"]);
  });

  it("in rooms a moderator's retraction comes from the room itself", () => {
    const room = { isRoom: true, conversation: "r@muc", from: "r@muc/ben", nick: "ben" };
    const timeline = new Timeline();
    timeline.receive(received({ ...room, id: "m", stanzaId: "9" }));
    timeline.receive(
      received({ ...room, nick: "eve", from: "r@muc/eve", content: { kind: "retraction", of: "9", by: "r@muc/eve" } }),
    );
    expect(timeline.messages[0]?.retractedBy).toBeUndefined();
    timeline.receive(
      received({ ...room, nick: undefined, from: "r@muc", content: { kind: "retraction", of: "9", by: "x" } }),
    );
    expect(timeline.messages[0]?.retractedBy).toBe("moderator");
  });
});

describe("how far a message has come", () => {
  it("never goes back", () => {
    const timeline = new Timeline();
    timeline.append({ id: "a", author: ACCOUNT, isOwn: true, time: 1, body: "a", state: "pending" });
    timeline.advance("a", "sent");
    timeline.advance("a", "displayed");
    timeline.advance("a", "delivered");
    expect(timeline.messages[0]?.state).toBe("displayed");
  });

  it("is an error also when the server had taken it over", () => {
    const timeline = new Timeline();
    timeline.append({ id: "a", author: ACCOUNT, isOwn: true, time: 1, body: "a", state: "pending" });
    timeline.advance("a", "failed", "gone");
    timeline.advance("a", "sent");
    expect(timeline.messages[0]).toMatchObject({ state: "failed", error: "gone" });
    timeline.advance("a", "pending");
    timeline.advance("a", "sent");
    expect(timeline.messages[0]).toMatchObject({ state: "sent", error: undefined });
  });

  it("covers everything before what was displayed, but nothing that failed", () => {
    const timeline = new Timeline();
    for (const [id, state] of [
      ["a", "sent"],
      ["b", "failed"],
      ["c", "delivered"],
      ["d", "sent"],
    ] as const) {
      timeline.append({ id, author: ACCOUNT, isOwn: true, time: 1, body: id, state });
    }
    timeline.displayed("c");
    expect(timeline.messages.map((each) => each.state)).toEqual(["displayed", "failed", "displayed", "sent"]);
  });
});
