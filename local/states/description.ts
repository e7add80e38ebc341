import type { Execution } from "./execution.ts";

/** DescribeExecution's answer. Times are epoch seconds, as AwsJson 1.0 writes them. */
export function describe(execution: Execution): Record<string, unknown> {
  const { identity, output, status } = execution;
  return {
    executionArn: identity.arn,
    stateMachineArn: identity.machineArn,
    name: identity.name,
    status,
    startDate: execution.startedAt / 1_000,
    ...stopDate(execution),
    input: JSON.stringify(execution.input),
    inputDetails: { included: true },
    ...(output === undefined
      ? {}
      : { output: JSON.stringify(output), outputDetails: { included: true } }),
    ...(execution.error === undefined ? {} : { error: execution.error }),
    ...(execution.failureCause === undefined ? {} : { cause: execution.failureCause }),
    ...redrive(status),
  };
}

/** One entry of ListExecutions. */
export function summarise(execution: Execution): Record<string, unknown> {
  const { identity, status } = execution;
  return {
    executionArn: identity.arn,
    stateMachineArn: identity.machineArn,
    name: identity.name,
    status,
    startDate: execution.startedAt / 1_000,
    ...stopDate(execution),
    redriveCount: 0,
  };
}

/** The `detail` of EventBridge's "Step Functions Execution Status Change". Times are milliseconds. */
export interface StatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: Execution["status"];
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string;
  readonly inputDetails: { readonly included: true };
  readonly output: string | null;
  readonly outputDetails: { readonly included: true } | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly redriveCount: 0;
}

export function statusChange(execution: Execution): StatusChange {
  const { identity, output } = execution;
  return {
    executionArn: identity.arn,
    stateMachineArn: identity.machineArn,
    name: identity.name,
    status: execution.status,
    startDate: execution.startedAt,
    stopDate: execution.stoppedAt ?? null,
    input: JSON.stringify(execution.input),
    inputDetails: { included: true },
    output: output === undefined ? null : JSON.stringify(output),
    outputDetails: output === undefined ? null : { included: true },
    error: execution.error ?? null,
    cause: execution.failureCause ?? null,
    redriveCount: 0,
  };
}

function stopDate(execution: Execution): Record<string, unknown> {
  return execution.stoppedAt === undefined ? {} : { stopDate: execution.stoppedAt / 1_000 };
}

/** AWS would redrive what did not succeed; there is no RedriveExecution here. */
function redrive(status: Execution["status"]): Record<string, unknown> {
  if (status === "RUNNING" || status === "SUCCEEDED") {
    return {
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: `Execution is ${status} and cannot be redriven`,
    };
  }
  return { redriveCount: 0, redriveStatus: "REDRIVABLE" };
}
