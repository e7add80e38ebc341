import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isJsonataThroughout, type Recording, readRecordings } from "./conformance/recording.ts";
import { replay, type Verdict } from "./conformance/replay.ts";
import { canPlay } from "./conformance/stubs.ts";

/** Recordings whose result differs here, and why. */
const KNOWN: Readonly<Record<string, string>> = {};

const folder =
  process.argv[2] ?? fileURLToPath(new URL("../../../shared/asl-recordings", import.meta.url));

if (existsSync(folder)) await compareAll(readRecordings(folder));
else console.log(`conformance: skipped, there are no recordings in ${folder}`);

/** Replays what this engine can, prints what came out, and fails on a difference nobody knows. */
async function compareAll(recordings: readonly Recording[]): Promise<void> {
  const jsonata = recordings.filter(isJsonataThroughout);
  const verdicts: Verdict[] = [];
  for (const recording of jsonata) {
    if (canPlay(recording.stubs)) verdicts.push(await replay(recording));
  }
  printAreas(verdicts);
  console.log(
    `${recordings.length - jsonata.length} of ${recordings.length} recordings have JSONPath states, ` +
      `${jsonata.length - verdicts.length} more need a service that is not played here: not run`,
  );
  for (const { name, result, history } of verdicts) {
    if (result !== undefined) console.log(`${name}: ${result}${why(name)}`);
    if (typeof history === "string") console.log(`${name}, history: ${history}`);
  }
  const unknown = verdicts.filter(({ name, result }) => result !== undefined && !(name in KNOWN));
  if (unknown.length > 0) process.exitCode = 1;
}

function printAreas(verdicts: readonly Verdict[]): void {
  const areas = [...new Set(verdicts.map(areaOf))];
  const rows = areas.map((area) =>
    counts(
      area,
      verdicts.filter((verdict) => areaOf(verdict) === area),
    ),
  );
  console.table([...rows, counts("all", verdicts)]);
}

function areaOf({ name }: Verdict): string {
  return name.slice(0, name.indexOf("/"));
}

function counts(area: string, verdicts: readonly Verdict[]): Record<string, string | number> {
  const recorded = verdicts.filter(({ history }) => history !== null);
  return {
    area,
    run: verdicts.length,
    "result equal": verdicts.filter(({ result }) => result === undefined).length,
    histories: recorded.length,
    "history equal": recorded.filter(({ history }) => history === undefined).length,
  };
}

function why(name: string): string {
  return name in KNOWN ? ` (known: ${KNOWN[name]})` : "";
}
