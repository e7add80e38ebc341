import { type Machine, readMachine } from "./machine.ts";

/** A JSONata machine of these states, the first one first; for tests. */
export function aMachine(states: Readonly<Record<string, object>>, more: object = {}): Machine {
  const [startAt] = Object.keys(states);
  return readMachine({ QueryLanguage: "JSONata", StartAt: startAt, States: states, ...more });
}
