import { type Machine, readMachine } from "./machine.ts";
import { InvalidDefinitionError } from "./refused.ts";

/** A JSONata machine of these states, the first one first; for tests. */
export function aMachine(states: Readonly<Record<string, object>>, more: object = {}): Machine {
  const [startAt] = Object.keys(states);
  return readMachine({ QueryLanguage: "JSONata", StartAt: startAt, States: states, ...more });
}

/** A definition with one state `X`, which leads to a state `End` unless it says otherwise. */
export function aDefinition(state: object): object {
  return {
    QueryLanguage: "JSONata",
    StartAt: "X",
    States: { X: { Next: "End", ...state }, End: { Type: "Succeed" } },
  };
}

/** Why a definition is refused. */
export function refusalOf(definition: string | object): InvalidDefinitionError {
  try {
    readMachine(definition);
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return error;
    throw error;
  }
  throw new Error("the definition was not refused");
}
