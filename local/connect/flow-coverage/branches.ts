import type { Flow, FlowAction } from "../language/flow.ts";

/** A way out of an action of a flow, named as the simulator's trace names it. */
export interface Branch {
  readonly action: string;
  /** `NextAction`, an error type, or operator and operand: `Equals 1`. */
  readonly branch: string;
}

/** Leave the flow when all is well: their NextAction is what the designer writes, and never taken. */
const LEAVE = new Set([
  "DisconnectParticipant",
  "DequeueContactAndTransferToQueue",
  "EndFlowExecution",
  "EndFlowModuleExecution",
  "TransferContactToAgent",
  "TransferContactToQueue",
  "TransferToFlow",
]);

/** Every result has a condition of its own: their NextAction repeats one of those. */
const DECIDED = new Set(["CheckHoursOfOperation", "Loop", "MessageParticipantIteratively"]);

/** End with a result, whatever it is: NextAction is taken where NoMatchingCondition has no branch. */
const OPEN = new Set(["CheckMetricData", "Compare", "DistributeByPercentage"]);

/** The branches of a flow that a call can take, error branches included. */
export function branchesOf({ Actions }: Flow): readonly Branch[] {
  return Actions.flatMap((action) => {
    const { NextAction, Conditions, Errors } = action.Transitions;
    const branches = [
      ...Conditions.map(({ Condition: { Operator, Operands } }) =>
        `${Operator} ${Operands.join(" ")}`.trim(),
      ),
      ...Errors.map(({ ErrorType }) => ErrorType),
      ...(NextAction !== undefined && isTaken(action) ? ["NextAction"] : []),
    ];
    return [...new Set(branches)].map((branch) => ({ action: action.Identifier, branch }));
  });
}

/** Whether NextAction is a way of its own. */
function isTaken(action: FlowAction): boolean {
  const { Type, Transitions } = action;
  if (LEAVE.has(Type)) return false;
  if (DECIDED.has(Type)) return Transitions.Conditions.length === 0;
  const others = Transitions.Errors.some(({ ErrorType }) => ErrorType === "NoMatchingCondition");
  return !(OPEN.has(Type) || isMenu(action)) || !others;
}

/** Get customer input: one key chooses the branch. Others of its type store, or set the buffer. */
function isMenu({ Type, Parameters }: FlowAction): boolean {
  return (
    Type === "GetParticipantInput" &&
    !/^true$/i.test(String(Parameters["StoreInput"])) &&
    Parameters["EnableDTMFBuffer"] === undefined
  );
}
