import { EvaluationError, type Sight } from "./expression.ts";
import { dataLimitExceeded, StateFailure } from "./failure.ts";
import { exceedsDataLimit, type Json, type JsonObject, TooLargeError } from "./json.ts";
import type { Scope } from "./scope.ts";
import type { StateType } from "./state-type.ts";
import type { Template, Typed } from "./template.ts";

/** How a state was left: with this output, to that state; to none at the end of its flow. */
export interface Step {
  readonly output: Json;
  readonly next: string | undefined;
}

/** What `$states` has besides `input` and `context`: `result`, or `errorOutput` in a Catch. */
interface Seen {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** The templates that decide what a state leaves behind. */
export interface Leaving {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
  readonly next: string | undefined;
}

/** One stay in one state, from its Entered event to its Exited event. */
export class Visit {
  readonly scope: Scope;
  readonly name: string;
  readonly type: StateType;
  readonly input: Json;
  readonly #enteredEvent: number;
  readonly #enteredAfter: number;
  readonly #enteredAt: number;
  /** Tries after the first, counted over all retriers: `$states.context.State.RetryCount`. */
  retryCount = 0;
  /** The token of the current try, for a task that waits for one. */
  taskToken: string | undefined;

  constructor(scope: Scope, name: string, type: StateType, input: Json) {
    this.scope = scope;
    this.name = name;
    this.type = type;
    this.input = input;
    this.#enteredAt = scope.host.now();
    this.#enteredAfter = scope.lastEvent;
    this.#enteredEvent = scope.record(`${type}StateEntered`, { input, name });
  }

  /**
   * @param at where it is evaluated, if not where the state stands: in an item of a Map
   * @throws StateFailure `States.QueryEvaluationError`, recorded in the history
   */
  async evaluate(template: Template, seen: Seen = {}, at: Scope = this.scope): Promise<Json> {
    return this.#evaluated(template, seen, at);
  }

  /**
   * What the state hands in: its Arguments, or the input of an item of a Map.
   * @throws StateFailure also `States.DataLimitExceeded`: "after Parameters processing, the input of
   *   a state is larger", https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
   */
  async evaluateHandedIn(template: Template, at: Scope = this.scope): Promise<Json> {
    const value = await this.evaluate(template, {}, at);
    if (exceedsDataLimit(value)) throw dataLimitExceeded(this.name, false);
    return value;
  }

  async typed<T>(template: Typed<T>): Promise<T> {
    return this.#evaluated(template, {}, this.scope);
  }

  /** Evaluates what the state leaves behind, against the variables as they were before. */
  async leave(leaving: Leaving, fallback: Json, seen: Seen = {}): Promise<Step> {
    const assigned = leaving.assign
      ? ((await this.evaluate(leaving.assign, seen)) as JsonObject)
      : undefined;
    const output = leaving.output ? await this.evaluate(leaving.output, seen) : fallback;
    if (output !== this.input && exceedsDataLimit(output)) {
      throw dataLimitExceeded(this.name, false);
    }
    if (assigned && exceedsDataLimit(assigned)) throw dataLimitExceeded(this.name, false);
    if (assigned) this.scope.variables = { ...this.scope.variables, ...assigned };
    this.scope.record(`${this.type}StateExited`, {
      ...(assigned && Object.keys(assigned).length > 0 ? { assignedVariables: assigned } : {}),
      name: this.name,
      output,
    });
    return { output, next: leaving.next };
  }

  /**
   * Records that an expression failed.
   * @param after the event it follows, if not the one that AWS has it follow by itself
   */
  evaluationFailed(failed: EvaluationError, at: Scope, after?: number): StateFailure {
    const cause = `An error occurred while executing the state '${this.name}' (entered at the event id #${this.#enteredEvent}). ${failed.message}`;
    const error = "States.QueryEvaluationError";
    // Recorded on AWS: one that fails before the state did anything follows what was before it.
    const before = at.lastEvent === this.#enteredEvent ? this.#enteredAfter : at.lastEvent;
    at.lastEvent = at.host.history.add("EvaluationFailed", after ?? before, {
      cause,
      error,
      ...(failed.location === undefined ? {} : { location: failed.location }),
      state: this.name,
    });
    return new StateFailure(error, cause);
  }

  async #evaluated<T>(
    template: { evaluate(sight: Sight): Promise<T> | T },
    seen: Seen,
    at: Scope,
  ): Promise<T> {
    try {
      return await template.evaluate(this.#sight(seen, at));
    } catch (error) {
      if (error instanceof TooLargeError) throw dataLimitExceeded(this.name, false);
      throw error instanceof EvaluationError ? this.evaluationFailed(error, at) : error;
    }
  }

  #sight(seen: Seen, at: Scope): Sight {
    return {
      variables: at.variables,
      host: at.host,
      states: (members) => {
        const looksAt = (member: string) => members === "all" || members.has(member);
        const context = looksAt("context") ? { context: this.#context(at) } : {};
        return { input: this.input, ...seen, ...context };
      },
    };
  }

  #context({ host, item }: Scope): Record<string, unknown> {
    const state = {
      EnteredTime: new Date(this.#enteredAt).toISOString(),
      Name: this.name,
      RetryCount: this.retryCount,
    };
    return {
      ...host.context,
      State: state,
      ...(item === undefined ? {} : { Map: { Item: item } }),
      ...(this.taskToken === undefined ? {} : { Task: { Token: this.taskToken } }),
    };
  }
}
