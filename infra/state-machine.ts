import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Duration,
  aws_iam as iam,
  type aws_kms as kms,
  aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge, acknowledgeWildcard } from "./acknowledgements.ts";
import { useOfKey } from "./encryption.ts";
import { logGroup, type StorageProps } from "./log-group.ts";
import { packageRoot } from "./package-root.ts";

export interface StateMachineProps extends StorageProps {
  readonly stateMachineName: string;
  /** Path of the `.asl.json` file, below `src`. */
  readonly definition: string;
  /** @default the file's */
  readonly timeout?: Duration;
  /** What stands for the file's `${...}`. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** The calls its tasks make. The CDK adds what it takes to deliver logs, and to use a key. */
  readonly permissions: readonly iam.PolicyStatement[];
  /** Services that hold its data: where there is a customer key, they ask KMS in its name. */
  readonly encryptedServices?: readonly ("dynamodb" | "sqs")[];
}

/** A state machine: the file that also runs locally, in the template itself. */
export function stateMachine(
  scope: Construct,
  props: StateMachineProps,
): stepfunctions.StateMachine {
  const { stateMachineName, encryptionKey, encryptedServices = [] } = props;
  const logs = logGroup(scope, "MachineLogs", `/aws/vendedlogs/states/${stateMachineName}`, props);
  const ofKey = encryptedServices.length > 0 ? useOfKey(encryptionKey, encryptedServices) : [];
  const statements = [...props.permissions, ...ofKey];
  const role = new iam.Role(scope, "MachineRole", {
    assumedBy: new iam.ServicePrincipal("states.amazonaws.com"),
    inlinePolicies: { Calls: new iam.PolicyDocument({ statements }) },
  });
  if (ofKey.length > 0) acknowledgeWildcard(role, "anyDataKey", "Action", "kms:GenerateDataKey*");
  const machine = new stepfunctions.StateMachine(scope, "Machine", {
    stateMachineName,
    stateMachineType: stepfunctions.StateMachineType.STANDARD,
    definitionBody: stepfunctions.DefinitionBody.fromString(definition(props)),
    definitionSubstitutions: { ...props.substitutions },
    role,
    logs: {
      destination: logs,
      level: stepfunctions.LogLevel.ERROR,
      // Inputs and outputs are the callers' own data.
      includeExecutionData: false,
    },
    ...encryption(encryptionKey),
  });
  acknowledge(machine, "logsErrorsOnly", "notTraced");
  acknowledgeWildcard(role, "logDelivery", "Resource", "*");
  return machine;
}

function encryption(encryptionKey: kms.IKey | undefined) {
  return encryptionKey
    ? {
        encryptionConfiguration: new stepfunctions.CustomerManagedEncryptionConfiguration(
          encryptionKey,
        ),
      }
    : {};
}

/** In the template itself, so that it says all that it deploys. */
function definition({ definition: file, timeout }: StateMachineProps): string {
  const machine = JSON.parse(readFileSync(join(packageRoot(), "src", file), "utf8")) as object;
  return JSON.stringify({ ...machine, ...(timeout && { TimeoutSeconds: timeout.toSeconds() }) });
}
