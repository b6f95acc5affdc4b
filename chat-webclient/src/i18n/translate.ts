import { signal } from "@preact/signals";
import english from "./en.json";

export type MessageKey = keyof typeof english;
export type Messages = Partial<Record<MessageKey, string>>;
type Parameters = Record<string, string | number>;

/** English is part of the page; the others are fetched when somebody reads them. */
const LOADERS: Record<string, () => Promise<{ default: Messages }>> = {
  de: () => import("./de.json"),
  fr: () => import("./fr.json"),
};

export const LANGUAGES: readonly { readonly code: string; readonly name: string }[] = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
  { code: "fr", name: "Français" },
];

const messages = signal<Messages>({});
export const language = signal("en");

/** The text for a key; a message that is not translated yet is English. */
export function t(key: MessageKey, parameters: Parameters = {}): string {
  const text = messages.value[key] ?? english[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** The text for a key that is put together, or for another one when there is none. */
export function tOr(key: string, otherwise: MessageKey, parameters: Parameters = {}): string {
  return key in english ? t(key as MessageKey, parameters) : t(otherwise, parameters);
}

/** The first of the wanted languages that there is. */
export function chooseLanguage(wanted: readonly string[]): string {
  const known = new Set(LANGUAGES.map((each) => each.code));
  return wanted.map((each) => each.toLowerCase().split("-")[0] ?? "").find((each) => known.has(each)) ?? "en";
}

export async function useLanguage(code: string): Promise<void> {
  const load = LOADERS[code];
  messages.value = load ? (await load()).default : {};
  language.value = load ? code : "en";
  document.documentElement.lang = language.value;
}

/** The language that is read, as it is written where the reader is. */
function locale(): string {
  return navigator.languages.find((each) => each.split("-")[0] === language.value) ?? language.value;
}

export function formatTime(time: number): string {
  return new Date(time).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

export function formatDay(time: number): string {
  return new Date(time).toLocaleDateString(locale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/** The hour for today, the date for everything before. */
export function formatShort(time: number): string {
  const date = new Date(time);
  return date.toDateString() === new Date().toDateString()
    ? formatTime(time)
    : date.toLocaleDateString(locale(), { day: "numeric", month: "numeric" });
}
