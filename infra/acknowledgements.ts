import { Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Findings of cdk-nag that we accept, each with its reason. A finding not listed fails `synth`. */
const ACKNOWLEDGEMENTS = {
  deadEndQueue: {
    id: "AwsSolutions-SQS3",
    reason:
      "The queue is itself the dead end: nothing reads it but a person, so no message can fail in it.",
  },
  noAccessLog: {
    id: "AwsSolutions-S1",
    reason:
      "Only Lambda writes to the bucket and only a person on call reads it; its objects expire after two weeks. An access log would outlive them.",
  },
  logsErrorsOnly: {
    id: "AwsSolutions-SF1",
    reason:
      "Errors are logged. The other events of an execution are in its history, for ninety days, without a second copy to pay for and protect.",
  },
  notTraced: {
    id: "AwsSolutions-SF2",
    reason:
      "One task: the execution's history shows all that a trace would, and tracing takes permissions on all resources.",
  },
  logDelivery: {
    id: "AwsSolutions-IAM5",
    reason:
      "Step Functions sets log delivery up in the role's name; these actions know no resources (Step Functions developer guide, cw-logs).",
  },
  anyExecution: {
    id: "AwsSolutions-IAM5",
    reason:
      "The executions of one machine: their names are not known before, and the function accepts only those of the caller's own contact.",
  },
  anyExecutionOfItsMachine: {
    id: "AwsSolutions-IAM5",
    reason:
      "The executions of one machine: their names have the dialogues' ids in them, and are not known before.",
  },
  anyRecording: {
    id: "AwsSolutions-IAM5",
    reason:
      "A recording's name has its day and contact in it, and is not known before; the prefix is all that the worker may write to.",
  },
  registryToken: {
    id: "AwsSolutions-IAM5",
    reason:
      "ecr:GetAuthorizationToken knows no resources (service authorization reference); the image is from one repository.",
  },
  noSecretInEnvironment: {
    id: "AwsSolutions-ECS2",
    reason:
      "Names, addresses and limits, which the template shows as it does those of the functions. The token is in Secrets Manager.",
  },
  noFlowLog: {
    id: "AwsSolutions-VPC7",
    reason:
      "Only workers are in the network: they take no connections, and open them to AWS and the export platform alone. Who wants a flow log gives a network of their own.",
  },
  anyFailedBatch: {
    id: "AwsSolutions-IAM5",
    reason:
      "Lambda chooses the object's name: aws/lambda/<mapping>/<shard>/<time> (Lambda developer guide, kinesis-on-failure-destination).",
  },
  anyContact: {
    id: "AwsSolutions-IAM5",
    reason: "The contacts of one Connect instance: their ids are not known before.",
  },
  anyDataKey: {
    id: "AwsSolutions-IAM5",
    reason:
      "GenerateDataKey with and without plaintext, on one key and only through the services that hold the function's data.",
  },
} as const;

type Finding = keyof typeof ACKNOWLEDGEMENTS;

/** Accepts a finding for this construct and what is in it. */
export function acknowledge(
  construct: IConstruct | undefined,
  ...findings: readonly Finding[]
): void {
  if (construct === undefined) return;
  Validations.of(construct).acknowledge(...findings.map((finding) => ACKNOWLEDGEMENTS[finding]));
}

/** Accepts one wildcard in the policies of a role: the action or resource exactly as it is there. */
export function acknowledgeWildcard(
  role: IConstruct | undefined,
  finding: Finding,
  kind: "Action" | "Resource",
  wildcard: string,
): void {
  if (role === undefined) return;
  const { id, reason } = ACKNOWLEDGEMENTS[finding];
  const written = asNagWrites(Stack.of(role).resolve(wildcard));
  Validations.of(role).acknowledge({ id: `${id}[${kind}::${written}]`, reason });
}

/** cdk-nag's text of a value: `<LogicalId.Attribute>` where the template has a reference. */
function asNagWrites(resolved: unknown): string {
  if (typeof resolved !== "object" || resolved === null) return String(resolved);
  const {
    "Fn::Join": join,
    "Fn::GetAtt": attribute,
    Ref: reference,
  } = resolved as {
    readonly "Fn::Join"?: readonly [string, readonly unknown[]];
    readonly "Fn::GetAtt"?: readonly string[];
    readonly Ref?: string;
  };
  if (join) return join[1].map(asNagWrites).join(join[0]);
  return `<${attribute?.join(".") ?? reference}>`;
}
