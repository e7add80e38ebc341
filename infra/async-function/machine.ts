import { aws_iam as iam, type aws_stepfunctions as stepfunctions } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stateMachine } from "../state-machine.ts";
import type { AsyncFunctionProps } from "./props.ts";

/** The state machine around the wrapped function. */
export function wrappingMachine(
  scope: Construct,
  props: AsyncFunctionProps & { readonly functionName: string },
): stepfunctions.StateMachine {
  const { functionName, wrappedFunction } = props;
  return stateMachine(scope, {
    ...props,
    stateMachineName: functionName,
    definition: "async-function/async-function.asl.json",
    substitutions: { WrappedFunction: wrappedFunction.functionArn },
    permissions: [
      // Its only task.
      new iam.PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [wrappedFunction.functionArn],
      }),
    ],
  });
}
