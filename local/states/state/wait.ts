import { EvaluationError } from "../expression.ts";
import type { Fields } from "../fields.ts";
import { pause } from "../pause.ts";
import type { Behaviour } from "../state.ts";
import { STRING, type Typed, wholeNumber } from "../template.ts";
import type { Visit } from "../visit.ts";

/** A date and time with an offset, as ISO 8601 writes it in full; a second may be divided freely. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** AWS takes up to 99,999,999 seconds, three years. */
const SECONDS = wholeNumber(0, 99_999_999);

/** Stays for some seconds, or until some instant; not at all when that is past. */
export function readWait(fields: Fields): Behaviour {
  const seconds = fields.typed("Seconds", SECONDS);
  const timestamp = fields.typed("Timestamp", STRING);
  const due = readDue(fields, seconds, timestamp);
  const leaving = {
    output: fields.template("Output"),
    assign: fields.assign(),
    next: fields.next(),
  };
  return async (visit) => {
    const at = await due(visit);
    if (at > visit.scope.host.now()) await pause(visit.scope, at);
    return visit.leave(leaving, visit.input);
  };
}

/** When the wait is over, in epoch milliseconds. */
type Due = (visit: Visit) => Promise<number>;

function readDue(
  fields: Fields,
  seconds: Typed<number> | undefined,
  timestamp: Typed<string> | undefined,
): Due {
  if (seconds && timestamp) fields.refuse("Timestamp", "stands beside Seconds; a Wait has one");
  if (seconds)
    return async (visit) => visit.scope.host.now() + 1_000 * (await visit.typed(seconds));
  if (!timestamp) return fields.refuse("Seconds", "is required, or Timestamp in its place");
  const literal = fields.text("Timestamp") ?? "";
  if (!literal.startsWith("{%") && parsed(literal) === undefined) {
    fields.refuse("Timestamp", `expected 2026-01-31T08:00:00Z or the like, but was "${literal}"`);
  }
  return async (visit) => {
    const text = await visit.typed(timestamp);
    const at = parsed(text);
    if (at !== undefined) return at;
    const message = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
    // Recorded on AWS: unlike other evaluation errors this one follows the Entered event.
    const { scope } = visit;
    throw visit.evaluationFailed(new EvaluationError("Timestamp", message), scope, scope.lastEvent);
  };
}

function parsed(text: string): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const at = Date.parse(text);
  // Date.parse takes the 30th of February for the 2nd of March.
  const [year = 0, month = 0, day = 0] = (match[1] ?? "").split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Number.isNaN(at) || day > lastDay ? undefined : at;
}
