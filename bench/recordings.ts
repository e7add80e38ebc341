import { table } from "../cli/terminal/table.ts";
import { playDay } from "./recordings-day.ts";
import { rowsRead } from "./recordings-rows.ts";
import { reckonSource } from "./recordings-source.ts";

const CALLS = 400;
const LOST: Readonly<Record<string, number>> = {
  "ours, all events": 0,
  "ours, 5 % of the events lost": 0.05,
  "ours, all events lost": 1,
};
const SIZES = [1_000, 10_000, 100_000] as const;

/** What one way of watching came to. */
interface Result {
  readonly contacts: number;
  readonly calls: number;
  readonly delays: readonly number[];
  readonly wrong: number;
}

/**
 * What does it cost of Connect's API to watch a day's calls, how soon is a recording known, and what
 * does a sweep read of a large ledger? What deploys, beside the source's design reckoned by its rules
 * on the same calls.
 */
export async function recordings(): Promise<string> {
  const rows: string[][] = [];
  let source: Result | undefined;
  for (const [name, lost] of Object.entries(LOST)) {
    const day = await playDay(CALLS, lost);
    rows.push(row(name, { ...day, contacts: day.lives.length }));
    const reckoned = reckonSource(day.lives);
    source ??= {
      contacts: reckoned.length,
      calls: reckoned.reduce((sum, { calls }) => sum + calls, 0),
      delays: reckoned.flatMap(({ delay }) => delay ?? []),
      wrong: reckoned.filter(({ wrong }) => wrong).length,
    };
  }
  if (source) rows.push(row("the source's design, reckoned", source));
  const head = [
    `${CALLS} contacts`,
    "DescribeContact a contact",
    "s to verdict, median",
    "95 %",
    "max",
    "wrongly missing",
  ];
  return `${table(head, rows)}\n\n${await ledgers()}`;
}

function row(name: string, { contacts, calls, delays, wrong }: Result): string[] {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1);
  return [name, (calls / contacts).toFixed(3), at(0.5), at(0.95), at(1), String(wrong)];
}

/** The source reads the whole table in each of its four steps: it has no index. */
async function ledgers(): Promise<string> {
  const read = await rowsRead(SIZES);
  const rows = SIZES.map((size, index) => [String(size), String(read[index]), String(4 * size)]);
  return table(["rows in the ledger, 100 due", "read by a sweep", "by four scans"], rows);
}
