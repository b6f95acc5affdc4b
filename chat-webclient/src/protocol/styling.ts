/**
 * Message styling (XEP-0393 1.1.1) and links, as a tree of values. Nobody ever makes HTML of a message:
 * views turn these values into text nodes and elements.
 */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly url: string; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis" | "strike"; readonly spans: readonly Span[] };

export type Block =
  | { readonly kind: "line"; readonly spans: readonly Span[] }
  | { readonly kind: "preformatted"; readonly text: string }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] };

const DEEPEST_QUOTE = 5;

export function readBlocks(body: string, depth = 0): Block[] {
  const blocks: Block[] = [];
  const lines = body.split("\n");
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    if (line.startsWith("```")) {
      const end = lines.findIndex((each, at) => at > index && each === "```");
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: "preformatted", text: lines.slice(index + 1, last).join("\n") });
      index = last + 1;
    } else if (line.startsWith(">") && depth < DEEPEST_QUOTE) {
      let last = index;
      while (lines[last]?.startsWith(">")) {
        last++;
      }
      const inner = lines.slice(index, last).map((each) => each.replace(/^> ?/, ""));
      blocks.push({ kind: "quote", blocks: readBlocks(inner.join("\n"), depth + 1) });
      index = last;
    } else {
      blocks.push({ kind: "line", spans: readSpans(line) });
      index++;
    }
  }
  return blocks;
}

const STYLES: Record<string, "strong" | "emphasis" | "strike" | "code"> = {
  "*": "strong",
  _: "emphasis",
  "~": "strike",
  "`": "code",
};

/** XEP-0393 §6.3: a directive opens at the start or after whitespace, and closes with no whitespace before it. */
export function readSpans(line: string): Span[] {
  const spans: Span[] = [];
  let plain = 0;
  for (let index = 0; index < line.length; index++) {
    const style = STYLES[line[index] ?? ""];
    const end = style && opensAt(line, index) ? closing(line, index) : -1;
    if (style && end > 0) {
      spans.push(...readLinks(line.slice(plain, index)));
      const inner = line.slice(index + 1, end);
      spans.push(style === "code" ? { kind: "code", text: inner } : { kind: style, spans: readSpans(inner) });
      index = end;
      plain = end + 1;
    }
  }
  spans.push(...readLinks(line.slice(plain)));
  return spans;
}

function opensAt(line: string, index: number): boolean {
  const before = line[index - 1];
  const after = line[index + 1];
  const isStart = before === undefined || /\s/.test(before) || before in STYLES;
  return isStart && after !== undefined && !/\s/.test(after);
}

function closing(line: string, start: number): number {
  for (let index = start + 2; index < line.length; index++) {
    if (line[index] === line[start] && !/\s/.test(line[index - 1] ?? " ")) {
      return index;
    }
  }
  return -1;
}

const LINK = /\b(?:https?:\/\/|xmpp:|mailto:)[^\s<>"']+/gi;

/** Only these schemes become links: nothing that could run in the page. */
export function readLinks(text: string): Span[] {
  const spans: Span[] = [];
  let plain = 0;
  for (const match of text.matchAll(LINK)) {
    const url = withoutTrailingPunctuation(match[0]);
    if (URL.canParse(url)) {
      if (match.index > plain) {
        spans.push({ kind: "text", text: text.slice(plain, match.index) });
      }
      spans.push({ kind: "link", url: new URL(url).href, text: url });
      plain = match.index + url.length;
    }
  }
  if (plain < text.length) {
    spans.push({ kind: "text", text: text.slice(plain) });
  }
  return spans;
}

/** Punctuation behind a link belongs to the sentence, and so does a bracket that was opened before it. */
function withoutTrailingPunctuation(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1] ?? "";
    const opened = url.slice(0, end).split("(").length;
    const closed = url.slice(0, end).split(")").length;
    if (/[.,;:!?*_~`\]]/.test(last) || (last === ")" && closed > opened)) {
      end--;
    } else {
      return url.slice(0, end);
    }
  }
}
