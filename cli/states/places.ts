import type { WireEvent } from "../../local/states/history.ts";

/** Where in an execution an event happened. */
export interface Place {
  /** In how many Maps and Parallels. */
  readonly depth: number;
  /** The state entered last on the way there; empty before the first. */
  readonly state: string;
  /** How often that state has called what it calls. */
  readonly calls: number;
}

interface Trail extends Place {
  /** The Maps and Parallels around it, outermost first. */
  readonly around: readonly string[];
}

const START: Trail = { depth: 0, state: "", calls: 0, around: [] };

/**
 * Follows an execution's events, each from the one it came of: in a Parallel and a Map those of
 * several branches take turns.
 */
export class Places {
  readonly #trails = new Map<number, Trail>();

  /** Of an event whose predecessor was asked for before. */
  of(event: WireEvent): Place {
    const trail = onward(event, this.#trails.get(event.previousEventId) ?? START);
    this.#trails.set(event.id, trail);
    return trail;
  }
}

function onward(event: WireEvent, before: Trail): Trail {
  const { around, state } = before;
  const name = nameOf(event);
  if (/StateEntered$/.test(event.type)) {
    return { depth: around.length, state: name ?? "", calls: 0, around };
  }
  if (/^(Map|Parallel)StateStarted$/.test(event.type)) {
    return within(before, [...around, state]);
  }
  // Leaves what it began with its result or its failure; without either, when it is left itself.
  if (/^(Map|Parallel)State(Succeeded|Failed|Aborted)$/.test(event.type)) {
    return within({ ...before, state: around.at(-1) ?? "" }, around.slice(0, -1));
  }
  if (/^(Map|Parallel)StateExited$/.test(event.type) && name && around.includes(name)) {
    return within(before, around.slice(0, around.indexOf(name)));
  }
  if (/^(Task|LambdaFunction)Scheduled$/.test(event.type)) {
    return { ...before, calls: before.calls + 1 };
  }
  return before;
}

function within(trail: Trail, around: readonly string[]): Trail {
  return { ...trail, around, depth: around.length };
}

function nameOf(event: WireEvent): string | undefined {
  const { stateEnteredEventDetails, stateExitedEventDetails } = event;
  const details = (stateEnteredEventDetails ?? stateExitedEventDetails) as
    | { readonly name?: string }
    | undefined;
  return details?.name;
}
