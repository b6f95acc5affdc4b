import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = new URL("../src/serviceworker/worker.js", import.meta.url);

/** Writes sw.js beside the page: the worker's source with the names of all files of this build. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = ["./", "./icon.svg", "./manifest.webmanifest"].concat(
        Object.keys(bundle)
          .filter((name) => !name.endsWith(".html"))
          .map((name) => `./${name}`)
          .sort(),
      );
      const contents = Object.values(bundle).map((each) => (each.type === "chunk" ? each.code : each.source));
      const hash = createHash("sha256");
      contents.forEach((each) => hash.update(each));
      const source = readFileSync(SOURCE, "utf8")
        .replaceAll("__CACHE__", JSON.stringify(`carillon-${hash.digest("hex").slice(0, 16)}`))
        .replaceAll("__FILES__", JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
