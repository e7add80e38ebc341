import type { FlowLogLine } from "../../connect/emissions/emissions.ts";
import type { Call } from "../../connect/simulator/call.ts";
import type { TestBank } from "../bank/bank.ts";
import type { TestCentre } from "../bank/centre.ts";
import type { Played } from "../play.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";

/** A test's call is over, and the time has come to look what came of it. */
export interface Afterwards {
  readonly bank: TestBank;
  readonly centre: TestCentre;
  readonly sidecar: Sidecar;
  readonly played: Played;
  readonly call: Call;
  /** Lines of this call, and of its callback. */
  readonly flowLog: readonly FlowLogLine[];
  /** Executions of the async function since the call began. */
  readonly executions: number;
}

/** Holds what came of a call against a part of the expectation. @returns what does not hold */
export type Check = (afterwards: Afterwards) => Promise<readonly string[]> | readonly string[];
