#!/usr/bin/env node
// `npx` and `npm run` put the project's own Node (24) first in PATH. Called another way, this may be
// any Node: one that cannot run TypeScript is replaced by the project's own.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const main = fileURLToPath(new URL("./main.ts", import.meta.url));
if (major > 24 || (major === 24 && minor >= 2)) {
  await import(main);
} else {
  const own = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  if (!existsSync(own)) {
    console.error(`linekeeper needs Node 24, this is ${process.version}. Run: npm ci`);
    process.exit(2);
  }
  const { status } = spawnSync(own, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(status ?? 1);
}
