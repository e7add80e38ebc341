import {
  Aws,
  CfnCondition,
  Fn,
  aws_lambda as lambda,
  aws_logs as logs,
  Stack,
  Token,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { flowLogVariables } from "../../src/recordings/settings.ts";
import type { HearingProps } from "./props.ts";

/**
 * Names that other blocks than the known ones may have: what the newer recording block logs is written
 * nowhere. A line that is let through and whose block is not known is counted, for an alarm.
 */
const LIKELY = ["SetRecording*", "*RecordingBehavior", "*AnalyticsBehavior"];

/** Subscribes a function to the recording blocks of a flow log. */
export class FlowLogSubscription extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: Pick<HearingProps, "recordingBlocks"> & {
      readonly handler: lambda.Function;
      readonly flowLogGroupName: string;
    },
  ) {
    super(scope, id);
    const { handler, flowLogGroupName } = props;
    const permission = new lambda.CfnPermission(this, "Permission", {
      action: "lambda:InvokeFunction",
      functionName: handler.functionArn,
      principal: "logs.amazonaws.com",
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: Stack.of(this).formatArn({
        service: "logs",
        resource: `log-group:${flowLogGroupName}:*`,
      }),
    });
    const filter = new logs.CfnSubscriptionFilter(this, "Filter", {
      logGroupName: flowLogGroupName,
      filterPattern: pattern(props.recordingBlocks),
      destinationArn: handler.functionArn,
    });
    // CloudWatch Logs tries whether it may call the function.
    filter.node.addDependency(permission);
    if (!Token.isUnresolved(flowLogGroupName)) return;
    const given = new CfnCondition(this, "Given", {
      expression: Fn.conditionNot(Fn.conditionEquals(flowLogGroupName, "")),
    });
    for (const one of [permission, filter]) one.cfnOptions.condition = given;
  }
}

function pattern(blocks: readonly string[] = [flowLogVariables.RECORDING_BLOCKS.default]): string {
  const is = '($.ContactFlowModuleType = "';
  const known = Fn.join(`") || ${is}`, Fn.split(",", blocks.join(",")));
  const likely = LIKELY.map((name) => `${is}${name}")`);
  return `{ ${is}${known}") || ${likely.join(" || ")} }`;
}
