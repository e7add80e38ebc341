import type {
  Assertion,
  Observation,
  TestAction,
} from "../../connect/testing-language/test-case.ts";
import type { Occurred } from "./occurred.ts";

/** What came of one action of an observation. */
export interface ActionDone {
  readonly action: TestAction;
  readonly done: boolean;
  /** Of an assertion. */
  readonly actual?: string;
  /** Of LogData, by label. */
  readonly logged?: Readonly<Record<string, string>>;
}

/** An event that an observation took. */
export interface Observed {
  readonly observation: Observation;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly occurred: Occurred;
  /** How alike the message was, where it was compared by Similarity. */
  readonly score?: number;
  readonly actions: readonly ActionDone[];
}

export function toldAssertion({ namespace, operator, operand }: Assertion): string {
  return operator === "Exists" ? `${namespace} Exists` : `${namespace} ${operator} "${operand}"`;
}
