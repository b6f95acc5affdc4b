import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SOURCES = join(import.meta.dirname, "../src");

interface Import {
  readonly file: string;
  readonly from: string;
  readonly isTypeOnly: boolean;
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(SOURCES, folder)).flatMap((file) => {
    const text = readFileSync(join(SOURCES, folder, file), "utf8");
    return [...text.matchAll(/^import (type )?[^;]*?from "([^"]+)";/gms)].map((match) => ({
      file: `${folder}/${file}`,
      from: match[2] ?? "",
      isTypeOnly: match[1] !== undefined,
    }));
  });
}

const isAbove = (path: RegExp) => (each: Import) => path.test(each.from);

it("the protocol knows nothing of what is built on it", () => {
  expect(importsOf("protocol").filter(isAbove(/^\.\.\/|preact/))).toEqual([]);
});

it("view models know no views", () => {
  expect(importsOf("viewmodels").filter(isAbove(/views|^preact/))).toEqual([]);
});

it("views read view models; of the protocol they take types, addresses and the styling of text", () => {
  const protocol = importsOf("views").filter((each) => !each.isTypeOnly && each.from.startsWith("../protocol/"));
  expect(protocol.filter((each) => !/\/(jid|styling)$/.test(each.from))).toEqual([]);
});

it("only the files around it use Strophe's inner parts, and nothing makes HTML of text", () => {
  for (const folder of ["protocol", "viewmodels", "views"]) {
    for (const file of readdirSync(join(SOURCES, folder))) {
      const text = readFileSync(join(SOURCES, folder, file), "utf8");
      expect([file, /innerHTML|insertAdjacentHTML|dangerouslySet/.test(text)]).toEqual([file, false]);
      expect([file, !["stream.ts", "stropheExchange.ts"].includes(file) && /connection\._/.test(text)]).toEqual([
        file,
        false,
      ]);
    }
  }
});
