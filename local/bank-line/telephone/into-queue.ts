import { FLOW_VERSION, type Flow, type FlowAction } from "../../connect/language/flow.ts";
import type { JsonObject } from "../../connect/language/json.ts";

/** Puts callers into a queue: what they hear there, a customer queue flow says nowhere else. */
export function intoQueue(queueArn: string, queueFlowArn: string): Flow {
  return {
    Version: FLOW_VERSION,
    StartAction: "Choose the queue",
    Metadata: {},
    Actions: [
      anAction(
        "Choose the queue",
        "UpdateContactTargetQueue",
        { QueueId: queueArn },
        "Choose its flow",
      ),
      anAction(
        "Choose its flow",
        "UpdateContactEventHooks",
        { EventHooks: { CustomerQueue: queueFlowArn } },
        "Wait",
      ),
      anAction("Wait", "TransferContactToQueue", {}),
    ],
  };
}

function anAction(
  Identifier: string,
  Type: string,
  Parameters: JsonObject,
  NextAction?: string,
): FlowAction {
  const Transitions = { ...(NextAction && { NextAction }), Errors: [], Conditions: [] };
  return { Identifier, Type, Parameters, Transitions };
}
