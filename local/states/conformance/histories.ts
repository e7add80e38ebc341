import type { WireEvent } from "../history.ts";
import { isObject, type Json } from "../json.ts";
import type { Comparison } from "./equal.ts";
import type { RecordedEvent } from "./recording.ts";

/** Members that travel as JSON text and were recorded as values. */
const DATA = ["input", "output", "parameters"];

/**
 * Compares histories. Events that the recorder sorted (id 0, inside a Parallel) are a set; all others
 * stand under their own id, follow the same event and carry the same data.
 * @returns where they first differ; undefined when they are equal
 */
export function historyDifference(
  expected: readonly RecordedEvent[],
  wire: readonly WireEvent[],
  comparison: Comparison,
): string | undefined {
  const rest = new Map(wire.map((event) => [event.id, recorded(event)]));
  for (const event of expected.filter(({ id }) => id !== 0)) {
    const actual = rest.get(event.id);
    const found = comparison.difference(event, actual, `event ${event.id}`);
    if (found !== undefined) return found;
    rest.delete(event.id);
  }
  for (const event of expected.filter(({ id }) => id === 0)) {
    const match = [...rest.values()].find((actual) => matches(event, actual, comparison));
    if (!match) return `no event like the recorded ${JSON.stringify(event)}`;
    rest.delete(match.id);
  }
  const extra = [...rest.values()].find(({ type }) => !mayBeExtra(type));
  return extra && `an event that AWS did not record: ${JSON.stringify(extra)}`;
}

function matches(event: RecordedEvent, actual: RecordedEvent, comparison: Comparison): boolean {
  return comparison.difference(event, { ...actual, id: 0, prev: 0 }) === undefined;
}

/** The recorder dropped these, and how far an aborted branch gets differs from run to run. */
function mayBeExtra(type: string): boolean {
  return /^Parallel.*(Succeeded|Failed)$|Aborted$/.test(type);
}

function recorded(event: WireEvent): RecordedEvent {
  const { id, previousEventId: prev, type, timestamp: _, ...details } = event;
  const members: Record<string, Json> = {};
  for (const [name, value] of Object.values(details).filter(isObject).flatMap(Object.entries)) {
    members[name] = DATA.includes(name) ? JSON.parse(String(value)) : (value as Json);
  }
  return { id, prev, type, ...members };
}
