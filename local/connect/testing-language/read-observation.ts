import type { Cursor } from "./cursor.ts";
import { readActions } from "./read-actions.ts";
import { readEvent } from "./read-event.ts";
import type { Observation, Usage } from "./test-case.ts";

const ONCE: Usage = { type: "Exactly", times: 1 };

export function readObservation(observation: Cursor, chat: boolean): Observation | undefined {
  observation.knows("Identifier", "Event", "Actions", "Usage", "Transitions");
  const id = observation.get("Identifier").text();
  const event = readEvent(observation.get("Event"));
  const usage = readUsage(observation.get("Usage"));
  const actions = observation.get("Actions");
  const read = actions.given ? readActions(actions.items(), chat) : [];
  const next = readNext(observation.get("Transitions"));
  if (id === undefined || event === undefined) return undefined;
  return { id, pointer: observation.pointer, event, usage, actions: read, next };
}

function readNext(transitions: Cursor): readonly string[] {
  transitions.knows("NextObservations", "NextActions");
  const older = transitions.get("NextActions");
  const next = transitions.get("NextObservations");
  if (!next.given && older.given) {
    older.upload("is the older name", 'write "NextObservations"');
    return older.items().flatMap((one) => one.text() ?? []);
  }
  return next.given ? next.items().flatMap((one) => one.text() ?? []) : [];
}

const TYPES = {
  EXACTLY: "Exactly",
  ATLEAST: "AtLeast",
  ATMOST: "AtMost",
  ALWAYS: "Always",
} as const;

function readUsage(usage: Cursor): Usage {
  if (!usage.given) return ONCE;
  const word = usage.get("Type").text();
  const type = TYPES[(word ?? "").toUpperCase().replaceAll("_", "") as keyof typeof TYPES];
  usage.upload(
    word === type ? "the console does not support it" : "its spelling is refused",
    "leave Usage out: each observation is expected once",
  );
  if (type === undefined) {
    usage.get("Type").expected("Exactly, AtLeast, AtMost or Always");
    return ONCE;
  }
  if (type === "Always") return { type, times: 1 };
  const times = Number(usage.get("Times").scalar());
  if (Number.isInteger(times) && times >= 1) return { type, times };
  usage.get("Times").expected("a whole number >= 1");
  return ONCE;
}
