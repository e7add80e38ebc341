import type {
  aws_cloudwatch as cloudwatch,
  aws_lambda as lambda,
  aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { asyncFunctionAlarms } from "./async-function/alarms.ts";
import { asyncHandler } from "./async-function/handler.ts";
import { wrappingMachine } from "./async-function/machine.ts";
import type { AsyncFunctionProps } from "./async-function/props.ts";
import { connectFunction } from "./connect-function.ts";

/**
 * A slow system looks something up, and the caller hears no dead air: a state machine around an
 * existing function, and a function that starts it and tells a flow how far it is.
 * `src/async-function/README.md` has what flows send and hear. Use one for each function to wrap.
 */
export class AsyncFunction extends Construct {
  /** What flows call, instead of the wrapped function. */
  readonly function: lambda.Function;
  readonly stateMachine: stepfunctions.StateMachine;
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: AsyncFunctionProps) {
    super(scope, id);
    const { functionName = "linekeeper-async-function" } = props;
    const named = {
      ...props,
      functionName,
      alarmNamePrefix: props.alarmNamePrefix ?? functionName,
    };
    this.stateMachine = wrappingMachine(this, named);
    this.function = asyncHandler(this, this.stateMachine, named);
    connectFunction(this.function, props.connectInstanceArn);
    this.alarms = asyncFunctionAlarms(this, named, this);
  }
}
