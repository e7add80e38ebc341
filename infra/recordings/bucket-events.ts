import {
  Aws,
  CfnCondition,
  aws_events as events,
  Fn,
  aws_lambda as lambda,
  type aws_sqs as sqs,
  Token,
  aws_events_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { RecordingsBucketProps } from "./bucket.ts";
import type { HearingProps } from "./props.ts";

/**
 * Tells a function of recordings that appear, in one of two ways. The bucket is somebody else's, so
 * nothing is changed of it: whoever owns it switches EventBridge on, or its notification.
 */
export class BucketEventSource extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: RecordingsBucketProps &
      Pick<HearingProps, "bucketEvents"> & {
        readonly handler: lambda.Function;
        readonly onFailureQueue: sqs.Queue;
      },
  ) {
    super(scope, id);
    const { handler, recordings, onFailureQueue: deadLetterQueue } = props;
    const { bucketEvents = "EventBridge" } = props;
    const rule = new events.Rule(this, "ObjectCreated", {
      description: "Recordings that appear in the bucket",
      enabled: bucketEvents !== "Notification",
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: {
          bucket: { name: [recordings.bucketName] },
          object: { key: [{ prefix: `${props.recordingsPrefix}/` }] },
        },
      },
      targets: [new targets.LambdaFunction(handler, { deadLetterQueue })],
    });
    if (bucketEvents === "EventBridge") return;
    const permission = new lambda.CfnPermission(this, "Permission", {
      action: "lambda:InvokeFunction",
      functionName: handler.functionArn,
      principal: "s3.amazonaws.com",
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: recordings.bucketArn,
    });
    if (!Token.isUnresolved(bucketEvents)) return;
    // Of a parameter only the deployment knows what it says.
    const byNotification = new CfnCondition(this, "ByNotification", {
      expression: Fn.conditionEquals(bucketEvents, "Notification"),
    });
    (rule.node.defaultChild as events.CfnRule).state = Fn.conditionIf(
      byNotification.logicalId,
      "DISABLED",
      "ENABLED",
    ).toString();
    permission.cfnOptions.condition = byNotification;
  }
}
