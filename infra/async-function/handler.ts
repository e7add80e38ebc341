import {
  ArnFormat,
  aws_iam as iam,
  type aws_lambda as lambda,
  Stack,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { asyncFunctionVariables } from "../../src/async-function/settings.ts";
import { acknowledgeWildcard } from "../acknowledgements.ts";
import { bundledFunction, CALLER_FACING } from "../bundled-function.ts";
import { readHistory } from "../encryption.ts";
import { environmentFor } from "../environment-for.ts";
import type { AsyncFunctionProps } from "./props.ts";

/** What the flow calls: starts an execution, and tells how far it is. */
export function asyncHandler(
  scope: Construct,
  machine: stepfunctions.StateMachine,
  props: AsyncFunctionProps & { readonly functionName: string },
): lambda.Function {
  const { functionName, encryptionKey } = props;
  const executions = Stack.of(scope).formatArn({
    service: "states",
    resource: "execution",
    resourceName: `${functionName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const handler = bundledFunction(scope, "Function", {
    ...props,
    functionName,
    bundle: "async-function",
    description: "Starts a slow function for a flow, and tells how far it is",
    size: CALLER_FACING,
    environment: environmentFor(asyncFunctionVariables, {
      STATE_MACHINE_ARN: machine.stateMachineArn,
    }),
    permissions: [
      // The flow's first call.
      new iam.PolicyStatement({
        actions: ["states:StartExecution"],
        resources: [machine.stateMachineArn],
      }),
      // Every later one. The execution's name is not known before.
      new iam.PolicyStatement({ actions: ["states:DescribeExecution"], resources: [executions] }),
      // Of which it tells the result.
      ...readHistory(encryptionKey, machine.stateMachineArn),
    ],
  });
  acknowledgeWildcard(handler.role, "anyExecution", "Resource", executions);
  return handler;
}
