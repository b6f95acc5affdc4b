import type { Show } from "../protocol/presence";

/** The same colour for the same person everywhere, in the manner of XEP-0392. */
function hue(text: string): number {
  let sum = 0;
  for (const character of text) {
    sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 12;
  }
  return sum;
}

interface AvatarProps {
  readonly jid: string;
  readonly name: string;
  readonly show?: Show | undefined;
  readonly isSmall?: boolean;
  /** A data: address, where the person has a picture. */
  readonly picture?: string | undefined;
}

export function Avatar({ jid, name, show, isSmall, picture }: AvatarProps) {
  const [first = "?"] = name.trim();
  return (
    <span class={`avatar hue-${hue(jid)} ${isSmall ? "small" : ""}`} aria-hidden="true">
      {picture === undefined ? first.toUpperCase() : <img src={picture} alt="" />}
      {show && <span class={`dot ${show}`} />}
    </span>
  );
}
