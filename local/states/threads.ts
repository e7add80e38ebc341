import { Cancellation, Cancelled } from "./cancellation.ts";
import { detached } from "./detached.ts";
import { StateFailure } from "./failure.ts";
import type { Json, JsonObject } from "./json.ts";
import { runFlow } from "./run-flow.ts";
import { Scope } from "./scope.ts";
import type { Flow } from "./state.ts";
import type { StateType } from "./state-type.ts";

/** One flow to run inside a state: a branch of a Parallel, an item of a Map. */
export interface Thread {
  readonly name: string;
  readonly flow: Flow;
  /** `{Index, Value}` of a Map's item. */
  readonly item?: JsonObject;
  /** What the flow begins with. */
  input(scope: Scope): Promise<Json> | Json;
  /** Called with the thread's scope before it begins, and at each way it can end. */
  started?(scope: Scope): void;
  succeeded?(scope: Scope): void;
  failed?(scope: Scope): void;
  aborted?(scope: Scope, byEvent: number): void;
}

/** States in which AWS notes that they were left unfinished. */
const NOTED: ReadonlySet<StateType> = new Set(["Task", "Wait", "Parallel", "Map"]);

/**
 * Runs threads side by side, at most `width` at a time, each with variables of its own that begin
 * as those outside.
 * @returns their outputs in their order; afterwards `outer` stands at the event of the last one
 * @throws the first failure, once every other thread has been stopped
 */
export async function runThreads(
  outer: Scope,
  threads: readonly Thread[],
  width: number,
): Promise<Json[]> {
  const pool = new Pool(outer, threads);
  const { clock } = outer.host;
  const slots = Array.from({ length: Math.min(width, threads.length) }, () => pool.fillSlot());
  await clock.waiting(Promise.all(slots));
  return pool.outputs();
}

class Pool {
  readonly #outer: Scope;
  readonly #threads: readonly Thread[];
  readonly #cancellation = new Cancellation();
  readonly #outputs: Json[];
  readonly #forget: () => void;
  /** The event that the first threads follow; later ones follow the thread they come after. */
  readonly #begin: number;
  #next = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(outer: Scope, threads: readonly Thread[]) {
    this.#outer = outer;
    this.#threads = threads;
    this.#outputs = threads.map(() => null);
    this.#begin = outer.lastEvent;
    this.#forget = outer.cancellation.onCancel(({ byEvent }) => this.#cancellation.cancel(byEvent));
  }

  /** Runs one thread after another until none is left. Never throws: `outputs` does. */
  async fillSlot(): Promise<void> {
    let after = this.#begin;
    for (;;) {
      const index = this.#next;
      const thread = this.#threads[index];
      if (!thread || this.#cancellation.reason) return;
      this.#next += 1;
      const scope = new Scope(this.#outer.host, this.#cancellation, this.#outer, thread.item);
      scope.lastEvent = after;
      await detached(this.#outer.host.clock, thread.name, () => this.#run(index, thread, scope));
      after = scope.lastEvent;
    }
  }

  outputs(): Json[] {
    this.#forget();
    if (this.#outer.cancellation.reason) throw this.#outer.cancellation.reason;
    if (this.#failure) throw this.#failure.error;
    return this.#outputs;
  }

  async #run(index: number, thread: Thread, scope: Scope): Promise<void> {
    try {
      thread.started?.(scope);
      this.#outputs[index] = await runFlow(thread.flow, scope, await thread.input(scope));
      this.#outer.lastEvent = scope.lastEvent;
      thread.succeeded?.(scope);
    } catch (error) {
      if (error instanceof Cancelled) this.#stopped(thread, scope, error.byEvent);
      else this.#failed(thread, scope, error);
    }
  }

  #stopped(thread: Thread, scope: Scope, byEvent: number): void {
    noteUnfinished(scope, byEvent, NOTED);
    thread.aborted?.(scope, byEvent);
  }

  #failed(thread: Thread, scope: Scope, error: unknown): void {
    const event = scope.lastEvent;
    if (this.#failure === undefined) {
      this.#failure = { error };
      this.#outer.lastEvent = event;
    }
    thread.failed?.(scope);
    // Recorded on AWS: a Task that failed is noted as unfinished too, a Fail or a Pass is not.
    if (error instanceof StateFailure) noteUnfinished(scope, event, new Set<StateType>(["Task"]));
    this.#cancellation.cancel(event);
  }
}

function noteUnfinished(scope: Scope, event: number, types: ReadonlySet<StateType>): void {
  if (scope.open === undefined || !types.has(scope.open)) return;
  scope.host.history.note(`${scope.open}StateAborted`, event);
}
