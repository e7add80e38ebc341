import { CfnParameter, type Stack } from "aws-cdk-lib";
import type { Enrol } from "../../src/recordings/enrolment.ts";
import type { BucketEvents, RecordingsProps } from "./props.ts";

type FromParameters = Required<
  Pick<RecordingsProps, "flowLogGroupName" | "recordingBlocks" | "enrol" | "bucketEvents">
>;

/** What a deployment says of how the watch hears of contacts and recordings. */
export function recordingsParameters(stack: Stack): FromParameters {
  // No default: without it nobody is watched, unless the deployment has taken care otherwise.
  const flowLog = new CfnParameter(stack, "FlowLogGroupName", {
    description:
      "Log group of the flow log, /aws/connect/<instance alias>; empty: both of its subscriptions are taken (docs/operations.md)",
    allowedPattern: "(/aws/connect/[A-Za-z0-9._/#-]+)?",
    constraintDescription: "/aws/connect/<instance alias>, or empty",
  });
  const blocks = new CfnParameter(stack, "RecordingBlocks", {
    description: "Names in the flow log of the blocks that set the recording behaviour, by commas",
    default: "SetRecordingBehavior",
    allowedPattern: "[A-Za-z0-9_]+(,[A-Za-z0-9_]+)*",
    constraintDescription: "names, by commas",
  });
  const enrol = new CfnParameter(stack, "RecordingEnrol", {
    description:
      "flow-log: contacts with a recording block are watched, and those that follow them; every-agent-contact: also every contact with an agent",
    default: "flow-log" satisfies Enrol,
    allowedValues: ["flow-log", "every-agent-contact"] satisfies Enrol[],
  });
  const bucketEvents = new CfnParameter(stack, "RecordingsBucketEvents", {
    description: "How the recordings' bucket tells of new objects (docs/operations.md)",
    default: "EventBridge" satisfies BucketEvents,
    allowedValues: ["EventBridge", "Notification"] satisfies BucketEvents[],
  });
  return {
    flowLogGroupName: flowLog.valueAsString,
    recordingBlocks: [blocks.valueAsString],
    enrol: enrol.valueAsString as Enrol,
    bucketEvents: bucketEvents.valueAsString as BucketEvents,
  };
}
