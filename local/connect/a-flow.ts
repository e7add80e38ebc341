import { FLOW_VERSION, type Flow, type FlowAction } from "./language/flow.ts";
import type { JsonObject } from "./language/json.ts";

/**
 * Where an action leads, by branch: `next`; `=1` for a result that equals 1; `<4` and `>0` for
 * numbers; anything else is an error type.
 */
type Branches = Readonly<Record<string, string>>;

export type Block = readonly [type: string, parameters?: JsonObject, branches?: Branches];

const OPERATORS: Readonly<Record<string, string>> = {
  "=": "Equals",
  "<": "NumberLessThan",
  ">": "NumberGreaterThan",
};

/** A flow for tests: its actions by identifier, the first one first. */
export function aFlow(blocks: Readonly<Record<string, Block>>): Flow {
  const Actions = Object.entries(blocks).map(([Identifier, block]) => anAction(Identifier, block));
  return {
    Version: FLOW_VERSION,
    StartAction: Actions[0]?.Identifier ?? "",
    Metadata: {},
    Actions,
  };
}

function anAction(Identifier: string, [Type, Parameters = {}, branches = {}]: Block): FlowAction {
  const { next, ...others } = branches;
  const entries = Object.entries(others);
  const conditions = entries.filter(([key]) => OPERATORS[key.charAt(0)]);
  const errors = entries.filter(([key]) => !OPERATORS[key.charAt(0)]);
  return {
    Identifier,
    Type,
    Parameters,
    Transitions: {
      ...(next !== undefined && { NextAction: next }),
      Conditions: conditions.map(([key, NextAction]) => ({
        NextAction,
        Condition: { Operator: OPERATORS[key.charAt(0)] ?? "", Operands: [key.slice(1)] },
      })),
      Errors: errors.map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })),
    },
  };
}

/** What is said, and what comes next. */
export function says(Text: string, next?: string): Block {
  return ["MessageParticipant", { Text }, next === undefined ? {} : { next }];
}

export const HANG_UP: Block = ["DisconnectParticipant"];

/** A flow that puts the caller into the queue of this id. */
export function queues(QueueId: string, before: Readonly<Record<string, Block>> = {}): Flow {
  return aFlow({
    ...before,
    choose: ["UpdateContactTargetQueue", { QueueId }, { next: "wait", NoMatchingError: "full" }],
    wait: ["TransferContactToQueue", {}, { QueueAtCapacity: "full", NoMatchingError: "full" }],
    full: says("Nobody can take your call.", "end"),
    end: HANG_UP,
  });
}
