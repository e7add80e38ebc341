import { readFlow } from "../../connect/language/read-flow.ts";
import type { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";

export const UNRECORDED_FLOW = "unrecorded";

/** A line of the bank on which recording is switched on, and off again before anybody answers. */
export function addUnrecordedFlow({ resources }: ContactSimulator, queue: string): void {
  const arn = resources.queue(queue)?.arn ?? queue;
  const failed = [{ ErrorType: "NoMatchingError", NextAction: "end" }];
  const actions = [
    action("log", "UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, "on"),
    action("on", "UpdateContactRecordingBehavior", recorded("Agent", "Customer"), "off"),
    action("off", "UpdateContactRecordingBehavior", recorded(), "queue"),
    action("queue", "UpdateContactTargetQueue", { QueueId: arn }, "transfer", failed),
    action("transfer", "TransferContactToQueue", {}, "end", [
      { ErrorType: "QueueAtCapacity", NextAction: "end" },
      ...failed,
    ]),
    { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
  ];
  const flow = { Version: "2019-10-30", StartAction: "log", Metadata: {}, Actions: actions };
  resources.addFlow(UNRECORDED_FLOW, readFlow(JSON.stringify(flow)), { id: UNRECORDED_FLOW });
}

function recorded(...RecordedParticipants: string[]): object {
  return { RecordingBehavior: { RecordedParticipants } };
}

function action(
  Identifier: string,
  Type: string,
  Parameters: object,
  NextAction: string,
  Errors: readonly object[] = [],
): object {
  return { Identifier, Type, Parameters, Transitions: { NextAction, Errors, Conditions: [] } };
}
