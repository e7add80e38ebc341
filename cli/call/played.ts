import type { Played } from "../../local/bank-line/telephone/play-script.ts";
import { transcriptOf } from "../../local/bank-line/telephone/transcript.ts";
import type { Call } from "../../local/connect/simulator/call.ts";
import { maskPhoneNumber } from "../../src/connect/phone-number.ts";
import { style } from "../terminal/style.ts";
import { folded } from "./folded.ts";
import { CallScreen } from "./screen.ts";
import type { Terminal } from "./terminal.ts";

/** Draws the calls of a script, one under the other, in the order in which they were answered. */
export function drawPlayed(
  out: Pick<Terminal, "write" | "columns">,
  { calls, callbacks }: Played,
  { from, callee }: { readonly from: string; readonly callee: string },
): void {
  const screen = new CallScreen(out);
  const answered = [
    ...calls.map((call) => answeredCall(call, `${maskPhoneNumber(from)} calls ${callee}`, 0)),
    ...callbacks.flatMap((call) => {
      const entry = answeredAt(call);
      return entry < 0 ? [] : [answeredCall(call, "The bank calls back", entry)];
    }),
  ];
  for (const { trace, heading, at, entry } of answered.toSorted((a, b) => a.at - b.at)) {
    screen.begin(`${new Date(at).toISOString().slice(11, 19)}  ${heading}`, at);
    screen.show(folded(transcriptOf(trace, entry)));
  }
  const unanswered = callbacks.filter((call) => answeredAt(call) < 0);
  const waiting = unanswered.filter(({ contact }) => contact.disconnectedAt === undefined).length;
  const told = (count: number, what: string) => {
    if (count > 0) screen.say("", style.quiet(`Callbacks ${what}: ${count}`));
  };
  told(waiting, "that still wait in the queue");
  told(unanswered.length - waiting, "that nobody answered");
}

function answeredCall({ trace }: Call, heading: string, entry: number) {
  return { trace, heading, entry, at: trace.entries[entry]?.at ?? 0 };
}

/** Index of the entry where the customer answers a callback; what is before, nobody hears. */
function answeredAt({ trace }: Call): number {
  return trace.entries.findIndex(
    (entry) => entry.kind === "life" && entry.what === "connected to system",
  );
}
