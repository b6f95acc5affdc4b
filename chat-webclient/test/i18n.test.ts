import { describe, expect, it } from "vitest";
import german from "../src/i18n/de.json";
import english from "../src/i18n/en.json";
import french from "../src/i18n/fr.json";
import { chooseLanguage, t, useLanguage } from "../src/i18n/translate";

const parameters = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each([
  ["German", german],
  ["French", french],
])("%s", (_name, messages: Record<string, string>) => {
  it("has every message, with the same parameters", () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      expect([key, parameters(messages[key] ?? "")]).toEqual([key, parameters(text)]);
    }
  });
});

it("takes the first language somebody reads that is there", () => {
  expect(chooseLanguage(["eo", "fr-CA", "en"])).toBe("fr");
  expect(chooseLanguage(["eo"])).toBe("en");
});

it("speaks another language at once", async () => {
  await useLanguage("de");
  expect(t("nav.unread", { count: 3 })).toBe("3 ungelesen");
  await useLanguage("en");
  expect(t("nav.unread", { count: 3 })).toBe("3 unread");
});
