// Installs the packages of package-lock.json when those that are there are not these.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The web client is built with Node 20.19 or later; this is ${process.version} (${process.execPath}).`);
  process.exit(1);
}

const lock = readFileSync("package-lock.json", "utf8");
const marker = "node_modules/.installed";
if (!existsSync(marker) || readFileSync(marker, "utf8") !== lock) {
  // no scripts of packages run: none of these needs any
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const { status } = spawnSync("npm", ["ci", ...options], { stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  writeFileSync(marker, lock);
}
