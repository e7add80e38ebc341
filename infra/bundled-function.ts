import { Duration, aws_iam as iam, aws_lambda as lambda } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledgeWildcard } from "./acknowledgements.ts";
import { bundledCode } from "./bundled-code.ts";
import { useOfKey } from "./encryption.ts";
import { logGroup, type StorageProps } from "./log-group.ts";

export interface BundledFunctionProps extends StorageProps {
  readonly functionName: string;
  /** Folder in `dist/lambda`. */
  readonly bundle: string;
  /** @default "index.handler" */
  readonly handler?: string;
  readonly description: string;
  readonly size: FunctionSize;
  readonly environment: Record<string, string>;
  /** The calls it makes; writing its own log is added. */
  readonly permissions: readonly iam.PolicyStatement[];
  /** Services that hold its data: where there is a customer key, they ask KMS in its name. */
  readonly encryptedServices?: readonly ("dynamodb" | "sqs")[];
}

interface FunctionSize {
  /** Megabytes. Processor time grows with it. */
  readonly memorySize: number;
  readonly timeout: Duration;
}

/**
 * For functions that a caller waits for. Connect waits 8 s at most (administrator guide,
 * connect-lambda-functions), so a longer run would be heard by nobody; they answer within 4 s
 * themselves (`ANSWER_WITHIN_MS`). The memory buys processor time for the first call of a new instance.
 */
export const CALLER_FACING: FunctionSize = { memorySize: 512, timeout: Duration.seconds(8) };

/**
 * For functions that work on a batch nobody waits for: time for a hundred records, each with the
 * retries of a patient client.
 */
export const BACKGROUND: FunctionSize = { memorySize: 256, timeout: Duration.seconds(60) };

/**
 * A function from a bundle, with a role and a log group of its own. The role has what it is given
 * and nothing else: no managed policy, no permission to make log groups.
 */
export function bundledFunction(
  scope: Construct,
  id: string,
  props: BundledFunctionProps,
): lambda.Function {
  const { functionName, encryptedServices = [] } = props;
  const logs = logGroup(scope, `${id}Logs`, `/aws/lambda/${functionName}`, props);
  const statements = [
    ...props.permissions,
    ...(encryptedServices.length > 0 ? useOfKey(props.encryptionKey, encryptedServices) : []),
    // Lambda writes the log in the function's name.
    new iam.PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logs.logGroupArn],
    }),
  ];
  const role = new iam.Role(scope, `${id}Role`, {
    assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: { Calls: new iam.PolicyDocument({ statements }) },
  });
  if (props.encryptionKey)
    acknowledgeWildcard(role, "anyDataKey", "Action", "kms:GenerateDataKey*");
  return new lambda.Function(scope, id, {
    functionName,
    description: props.description,
    code: bundledCode(props.bundle),
    handler: props.handler ?? "index.handler",
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    ...props.size,
    environment: props.environment,
    role,
    logGroup: logs,
  });
}
