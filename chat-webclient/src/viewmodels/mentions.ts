/** A nickname that is being written: where it begins, and what there is of it. */
export interface BegunMention {
  readonly start: number;
  readonly prefix: string;
}

const MOST = 8;

/** The nickname as a word of its own. */
export function mentions(body: string, nick: string): boolean {
  const escaped = nick.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return nick !== "" && new RegExp(`(^|[^\\p{L}\\p{N}])${escaped}($|[^\\p{L}\\p{N}])`, "iu").test(body);
}

/** What stands before the caret behind an @ that begins a word. */
export function begunMention(text: string, caret: number): BegunMention | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf("@");
  const prefix = before.slice(start + 1);
  const beginsWord = start === 0 || /\s/.test(before[start - 1] ?? "");
  return start >= 0 && beginsWord && !/\n/.test(prefix) && prefix.length <= 40 ? { start, prefix } : undefined;
}

/** Those whose nickname begins so; then those of whom a later word does. */
export function matching(nicks: readonly string[], prefix: string): string[] {
  const wanted = prefix.toLowerCase();
  const rank = (nick: string) => {
    const name = nick.toLowerCase();
    return name.startsWith(wanted) ? 0 : name.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return nicks
    .filter((each) => rank(each) < 2)
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, MOST);
}

/** Puts the whole nickname in its place: speaking to somebody at the beginning, of somebody elsewhere. */
export function completed(text: string, begun: BegunMention, caret: number, nick: string) {
  const written = begun.start === 0 ? `${nick}: ` : `${nick} `;
  return {
    text: text.slice(0, begun.start) + written + text.slice(caret).replace(/^ /, ""),
    caret: begun.start + written.length,
  };
}
