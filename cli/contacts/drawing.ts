import { VERDICTS } from "../../src/recordings/contact-state.ts";
import { timelineOf } from "../../src/recordings/show.ts";
import { type ContactRow, writeContact } from "../../src/recordings/table.ts";
import { roughly, span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";

type Attributes = Readonly<Record<string, string | number | readonly string[]>>;

/** The row as the table has it; `src/recordings/README.md` says what each attribute means. */
export function attributesOf(row: ContactRow): Attributes {
  return Object.fromEntries(
    Object.entries(writeContact(row)).map(([name, { S, N, SS }]) => [
      name,
      S ?? (N === undefined ? (SS ?? []) : Number(N)),
    ]),
  );
}

export function drawContacts(rows: readonly ContactRow[], now: number): string {
  const cells = rows.map((row) => [
    row.contactId,
    stands(row),
    row.disconnectedAt === undefined ? "" : `${roughly(now - row.disconnectedAt)} ago`,
    dueIn(row, now),
  ]);
  return table(["contact", "stands at", "ended", "due in"], cells);
}

/** One contact: where it stands, its story, and the row; or all of it as one JSON object. */
export function drawContact(
  row: ContactRow,
  now: number,
  { json }: { readonly json?: boolean },
): string {
  const story = timelineOf(row).map(({ at, what }) => ({ at: new Date(at).toISOString(), what }));
  if (json) return JSON.stringify({ contact: attributesOf(row), timeline: story });
  const moments = timelineOf(row).map(({ at, what }) => [
    new Date(at).toISOString().replace("T", " "),
    at > now ? style.quiet(`${what}, ${inFuture(at, now)}`) : what,
  ]);
  const attributes = Object.entries(attributesOf(row)).map(([name, value]) => [
    name,
    [value].flat().join(" "),
  ]);
  return [
    stands(row),
    "",
    table(["when", "what"], moments),
    "",
    table(["attribute", "value"], attributes),
  ].join("\n");
}

function stands({ state, verdict, closedReason }: ContactRow): string {
  if (verdict === VERDICTS.recorded) return style.good(verdict);
  if (verdict === VERDICTS.notRecorded) return style.bad(verdict);
  return [state ?? "not in the ledger", closedReason].filter(Boolean).join(", ");
}

function dueIn({ nextCheckAt }: ContactRow, now: number): string {
  if (nextCheckAt === undefined) return "never";
  return nextCheckAt * 1000 > now ? roughly(nextCheckAt * 1000 - now) : "now";
}

function inFuture(at: number, now: number): string {
  return at > now ? `in ${span(at - now)}` : "due";
}
