import { runtimeFailure } from "./failure.ts";
import type { Json, JsonObject } from "./json.ts";

/** One event of an execution. Data stays as values until somebody asks for the history. */
interface HistoryEvent {
  readonly id: number;
  readonly previous: number;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly details: JsonObject | undefined;
}

/** Hard quota of Step Functions; it also ends a loop of states that never waits. */
const MAX_EVENTS = 25_000;

/** What happened in an execution, as AWS numbers, links and names it. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #now: () => number;
  #ended = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @returns the event's id; 0 once the execution has ended, when nothing is recorded any more
   * @throws StateFailure `States.Runtime` instead of the last event the quota allows
   */
  add(type: string, previous: number, details?: JsonObject): number {
    if (this.#ended) return 0;
    if (this.events.length >= MAX_EVENTS - 1) {
      throw runtimeFailure(
        `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
      );
    }
    return this.#push(type, previous, details);
  }

  /** What follows from a failure: recorded where there is room, and never a failure itself. */
  note(type: string, previous: number, details?: JsonObject): number {
    if (this.#ended || this.events.length >= MAX_EVENTS - 1) return previous;
    return this.#push(type, previous, details);
  }

  /** The event that ends the execution: it may be the last one of the quota. */
  end(type: string, previous: number, details: JsonObject): void {
    this.#push(type, previous, details);
    this.#ended = true;
  }

  #push(type: string, previous: number, details: JsonObject | undefined): number {
    const id = this.events.length + 1;
    this.events.push({ id, previous, type, at: this.#now(), details });
    return id;
  }
}

/** An event as GetExecutionHistory gives it. */
export interface WireEvent {
  readonly [member: string]: unknown;
  readonly timestamp: number;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
}

/** @param includeData false leaves inputs and outputs out, as `includeExecutionData` does */
export function onTheWire(event: HistoryEvent, includeData = true): WireEvent {
  const wire = {
    timestamp: event.at / 1000,
    type: event.type,
    id: event.id,
    previousEventId: event.previous,
  };
  if (event.details === undefined) return wire;
  return { ...wire, [detailsMember(event.type)]: written(event.details, includeData) };
}

/** `PassStateEntered` and its like share `stateEnteredEventDetails`; all others have their own. */
function detailsMember(type: string): string {
  const shared = /State(Entered|Exited)$/.exec(type);
  if (shared) return `state${shared[1]}EventDetails`;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** Data travels as JSON text, each with a note that it was not cut. */
function written(details: JsonObject, includeData: boolean): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    if (name === "parameters") {
      result[name] = JSON.stringify(value);
    } else if (name === "input" || name === "output") {
      if (includeData) result[name] = JSON.stringify(value);
      result[`${name}Details`] = { truncated: false };
    } else if (name === "assignedVariables") {
      result[name] = variables(value);
      result["assignedVariablesDetails"] = { truncated: false };
    } else {
      result[name] = value;
    }
  }
  return result;
}

function variables(values: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}
