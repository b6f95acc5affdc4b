import { describe, expect, it } from "vitest";
import { readBlocks, readLinks, readSpans } from "../../src/protocol/styling";

describe("message styling (XEP-0393)", () => {
  it.each([
    ["*strong*", [{ kind: "strong", spans: [{ kind: "text", text: "strong" }] }]],
    [
      "_a_ ~b~",
      [
        { kind: "emphasis", spans: [{ kind: "text", text: "a" }] },
        { kind: "text", text: " " },
        { kind: "strike", spans: [{ kind: "text", text: "b" }] },
      ],
    ],
    ["`*not*`", [{ kind: "code", text: "*not*" }]],
    ["2*3*4", [{ kind: "text", text: "2*3*4" }]],
    ["* list", [{ kind: "text", text: "* list" }]],
    ["*open", [{ kind: "text", text: "*open" }]],
    ["**", [{ kind: "text", text: "**" }]],
    ["*a *", [{ kind: "text", text: "*a *" }]],
  ])("%s", (line, spans) => {
    expect(readSpans(line)).toEqual(spans);
  });

  it("knows quotations, and preformatted text to its end or the message's", () => {
    expect(readBlocks("> a\n> > b\nc\n```lang\n*x*\n```\nd")).toEqual([
      {
        kind: "quote",
        blocks: [
          { kind: "line", spans: [{ kind: "text", text: "a" }] },
          { kind: "quote", blocks: [{ kind: "line", spans: [{ kind: "text", text: "b" }] }] },
        ],
      },
      { kind: "line", spans: [{ kind: "text", text: "c" }] },
      { kind: "preformatted", text: "*x*" },
      { kind: "line", spans: [{ kind: "text", text: "d" }] },
    ]);
    expect(readBlocks("```\nopen")).toEqual([{ kind: "preformatted", text: "open" }]);
  });

  it("ends, however deep somebody nests", () => {
    expect(readBlocks(">".repeat(5_000))).toHaveLength(1);
    expect(readSpans("*a ".repeat(2_000)).length).toBeGreaterThan(0);
  });
});

describe("links", () => {
  it.each([
    ["see https://example.org/a_b.", ["https://example.org/a_b"]],
    ["(https://example.org/x)", ["https://example.org/x"]],
    ["https://en.example.org/a_(b)", ["https://en.example.org/a_(b)"]],
    ["xmpp:room@muc.example.org?join", ["xmpp:room@muc.example.org?join"]],
    ["javascript:alert(1) data:text/html,x vbscript:x", []],
    ["https://", []],
    ['<a href="https://example.org/">', ["https://example.org/"]],
  ])("%s", (text, urls) => {
    expect(readLinks(text).flatMap((each) => (each.kind === "link" ? each.url : []))).toEqual(urls);
  });

  it("leave nothing of the text out", () => {
    const text = "a https://example.org/x, b http://y/ c";
    expect(
      readLinks(text)
        .map((each) => ("text" in each ? each.text : ""))
        .join(""),
    ).toBe(text);
  });
});
