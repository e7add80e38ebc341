import {
  aws_events as events,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  aws_events_targets as targets,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { letEventsUseKey } from "./encryption.ts";
import { keepFailures } from "./on-failure.ts";

/**
 * Sends contact events of a Connect instance to a function, asynchronously. What EventBridge cannot
 * deliver, and what fails in the first attempt and in both retries, goes to the on-failure queue; the
 * function's role must let Lambda send there.
 *
 * @param detail further fields of the pattern, as in `detail` of an Amazon Connect Contact Event
 */
export function contactEventRule(
  scope: Construct,
  id: string,
  handler: lambda.Function,
  props: {
    readonly connectInstanceArn: string;
    readonly description: string;
    readonly detail: Readonly<Record<string, readonly string[]>>;
    readonly onFailureQueue: sqs.Queue;
  },
): events.Rule {
  const { connectInstanceArn, description, detail, onFailureQueue } = props;
  keepFailures(handler, onFailureQueue);
  letEventsUseKey(onFailureQueue.encryptionMasterKey);
  return new events.Rule(scope, id, {
    description,
    eventPattern: {
      source: ["aws.connect"],
      detailType: ["Amazon Connect Contact Event"],
      detail: { ...detail, instanceArn: [connectInstanceArn] },
    },
    targets: [new targets.LambdaFunction(handler, { deadLetterQueue: onFailureQueue })],
  });
}
