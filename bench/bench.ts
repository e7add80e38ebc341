import { style } from "../cli/terminal/style.ts";
import { bundles } from "./bundles.ts";
import { calls } from "./calls.ts";
import { callsSimulated } from "./calls-simulated.ts";
import { contactRecords } from "./contact-records.ts";
import { downloadWorker } from "./download-worker.ts";
import { polling } from "./polling.ts";
import { reconciliations } from "./reconciliations.ts";
import { recordings } from "./recordings.ts";
import { states } from "./states.ts";
import { warmCalls } from "./warm-calls.ts";

/** Every question of the bench, in order; name one to ask it alone: `npm run bench -- bundles`. */
const QUESTIONS: Readonly<Record<string, () => Promise<string>>> = {
  calls,
  "calls-simulated": callsSimulated,
  bundles,
  "warm-calls": warmCalls,
  "contact-records": contactRecords,
  states,
  polling,
  reconciliations,
  recordings,
  "download-worker": downloadWorker,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(QUESTIONS, name));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(", ")}; there are: ${Object.keys(QUESTIONS).join(", ")}`);
  process.exitCode = 2;
} else {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`${style.title(name)}\n${await question()}\n`);
  }
}
