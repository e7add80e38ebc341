import type { StateType } from "./state-type.ts";
import type { Step, Visit } from "./visit.ts";

/** What a state does when it is visited. */
export type Behaviour = (visit: Visit) => Promise<Step>;

export interface State {
  readonly name: string;
  readonly type: StateType;
  readonly run: Behaviour;
}

/** States that lead to one another: a machine, a branch of a Parallel, the processor of a Map. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}
