import type { Duration, aws_lambda as lambda } from "aws-cdk-lib";
import type { AlarmProps } from "../alarms.ts";
import type { StorageProps } from "../log-group.ts";

/** What `AsyncFunction` needs, and what may differ from its defaults. */
export interface AsyncFunctionProps extends AlarmProps, StorageProps {
  /** The Connect instance whose flows call the function. */
  readonly connectInstanceArn: string;
  /**
   * The function that takes too long for a flow. It stays as it is, and receives the Connect event as
   * it would from the flow.
   */
  readonly wrappedFunction: lambda.IFunction;
  /**
   * How long an execution may take, the retries of Lambda's own errors included. Whole seconds.
   * @default 15 minutes
   */
  readonly timeout?: Duration;
  /**
   * Also the name of the state machine, and what the alarms' names begin with.
   * @default "linekeeper-async-function"
   */
  readonly functionName?: string;
}
