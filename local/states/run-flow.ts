import type { Json } from "./json.ts";
import type { Scope } from "./scope.ts";
import type { Flow, State } from "./state.ts";
import { Visit } from "./visit.ts";

/**
 * Runs states from the first to one that ends the flow.
 * @returns the output of the last state
 * @throws StateFailure when a state fails and nothing in this flow catches it
 * @throws Cancelled when the scope is cancelled
 */
export async function runFlow(flow: Flow, scope: Scope, input: Json): Promise<Json> {
  let state = named(flow, flow.startAt);
  let passed = input;
  for (;;) {
    if (scope.cancellation.reason) throw scope.cancellation.reason;
    scope.open = state.type;
    const { output, next } = await state.run(new Visit(scope, state.name, state.type, passed));
    scope.open = undefined;
    if (next === undefined) return output;
    passed = output;
    state = named(flow, next);
  }
}

/** Loading checked every target, so a state that is not there is a fault of this engine. */
function named(flow: Flow, name: string): State {
  const state = flow.states.get(name);
  if (!state) throw new Error(`the flow has no state "${name}"`);
  return state;
}
