import { readFileSync } from "node:fs";
import { join } from "node:path";
import { aws_iam as iam, aws_stepfunctions as stepfunctions } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge, acknowledgeWildcard } from "./acknowledgements.ts";
import type { AsyncFunctionProps } from "./async-function-props.ts";
import { logGroup } from "./log-group.ts";
import { packageRoot } from "./package-root.ts";

/** The state machine around the wrapped function: the file that also runs locally. */
export function wrappingMachine(
  scope: Construct,
  props: AsyncFunctionProps & { readonly functionName: string },
): stepfunctions.StateMachine {
  const { functionName, wrappedFunction, encryptionKey } = props;
  const logs = logGroup(scope, "MachineLogs", `/aws/vendedlogs/states/${functionName}`, props);
  const role = new iam.Role(scope, "MachineRole", {
    assumedBy: new iam.ServicePrincipal("states.amazonaws.com"),
    inlinePolicies: {
      Calls: new iam.PolicyDocument({
        statements: [
          // Its only task. The CDK adds what Step Functions needs to deliver logs, and to use a key.
          new iam.PolicyStatement({
            actions: ["lambda:InvokeFunction"],
            resources: [wrappedFunction.functionArn],
          }),
        ],
      }),
    },
  });
  const machine = new stepfunctions.StateMachine(scope, "Machine", {
    stateMachineName: functionName,
    stateMachineType: stepfunctions.StateMachineType.STANDARD,
    definitionBody: stepfunctions.DefinitionBody.fromString(definition(props)),
    definitionSubstitutions: { WrappedFunction: wrappedFunction.functionArn },
    role,
    logs: {
      destination: logs,
      level: stepfunctions.LogLevel.ERROR,
      // Inputs and outputs are the caller's own data.
      includeExecutionData: false,
    },
    ...(encryptionKey && {
      encryptionConfiguration: new stepfunctions.CustomerManagedEncryptionConfiguration(
        encryptionKey,
      ),
    }),
  });
  acknowledge(machine, "logsErrorsOnly", "notTraced");
  acknowledgeWildcard(role, "logDelivery", "Resource", "*");
  return machine;
}

/** In the template itself, so that it says all that it deploys. */
function definition({ timeout }: AsyncFunctionProps): string {
  const file = join(packageRoot(), "src", "async-function", "async-function.asl.json");
  const machine = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return JSON.stringify({
    ...machine,
    ...(timeout && { TimeoutSeconds: timeout.toSeconds() }),
  });
}
