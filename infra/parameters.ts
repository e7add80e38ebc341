import {
  Aws,
  CfnCondition,
  CfnParameter,
  type aws_cloudwatch as cloudwatch,
  Fn,
  type Stack,
} from "aws-cdk-lib";
import { type FlowParameters, flowParameters } from "./flows/parameters.ts";

export interface Parameters {
  readonly connectInstanceArn: string;
  readonly contactRecordStreamArn: string;
  readonly alarmAction: cloudwatch.IAlarmAction;
  readonly flows: FlowParameters;
}

/** What a deployment says of the account it goes to. */
export function parameters(stack: Stack): Parameters {
  const instance = new CfnParameter(stack, "ConnectInstanceArn", {
    description: "The Amazon Connect instance to serve",
    allowedPattern: "arn:[a-z-]+:connect:[a-z0-9-]+:[0-9]{12}:instance/[A-Za-z0-9-]+",
    constraintDescription: "arn:aws:connect:<region>:<account>:instance/<id>",
  });
  const stream = new CfnParameter(stack, "ContactRecordStreamArn", {
    description: "The Kinesis data stream that the instance's contact records go to",
    allowedPattern: "arn:[a-z-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/[A-Za-z0-9_.-]+",
    constraintDescription: "arn:aws:kinesis:<region>:<account>:stream/<name>",
  });
  const topic = new CfnParameter(stack, "AlarmTopicArn", {
    description: "An SNS topic that alarms notify; empty: none",
    default: "",
    allowedPattern: "(arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+)?",
    constraintDescription: "arn:aws:sns:<region>:<account>:<name>, or empty",
  });
  const hasTopic = new CfnCondition(stack, "HasAlarmTopic", {
    expression: Fn.conditionNot(Fn.conditionEquals(topic.valueAsString, "")),
  });
  const alarmActionArn = Fn.conditionIf(hasTopic.logicalId, topic.valueAsString, Aws.NO_VALUE);
  return {
    connectInstanceArn: instance.valueAsString,
    contactRecordStreamArn: stream.valueAsString,
    alarmAction: { bind: () => ({ alarmActionArn: alarmActionArn.toString() }) },
    flows: flowParameters(stack),
  };
}
