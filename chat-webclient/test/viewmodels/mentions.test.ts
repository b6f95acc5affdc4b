import { describe, expect, it } from "vitest";
import { begunMention, completed, matching, mentions } from "../../src/viewmodels/mentions";

describe("a mention", () => {
  it.each([
    ["Anna: hello", true],
    ["hello anna", true],
    ["hello (Anna)!", true],
    ["Annabel came", false],
    ["hosanna", false],
    ["", false],
  ])("is the nickname as a word: %s", (body, expected) => expect(mentions(body, "Anna")).toBe(expected));

  it("takes nicknames as they are written", () => {
    expect(mentions("hi a.b*c", "a.b*c")).toBe(true);
    expect(mentions("hi axbbc", "a.b*c")).toBe(false);
  });

  it.each([
    ["@an", 3, { start: 0, prefix: "an" }],
    ["hello @an", 9, { start: 6, prefix: "an" }],
    ["hello @an and", 9, { start: 6, prefix: "an" }],
    ["me@example", 10, undefined],
    ["nothing", 7, undefined],
    ["@an\nnext", 8, undefined],
  ])("begins with an @ that begins a word: %s", (text, caret, expected) =>
    expect(begunMention(text, caret)).toEqual(expected),
  );

  it("finds who is meant, by any word of the name, the first word first", () => {
    const nicks = ["Zoe An", "Anna", "Ben", "andy", "Hanna"];
    expect(matching(nicks, "an")).toEqual(["andy", "Anna", "Zoe An"]);
    expect(matching(nicks, "")).toHaveLength(5);
  });

  it("becomes the whole name, where it was begun", () => {
    expect(completed("@an", { start: 0, prefix: "an" }, 3, "Anna")).toEqual({ text: "Anna: ", caret: 6 });
    expect(completed("ask @an why", { start: 4, prefix: "an" }, 7, "Anna")).toEqual({ text: "ask Anna why", caret: 9 });
  });
});
