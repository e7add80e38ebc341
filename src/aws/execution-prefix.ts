import { ConfigurationError } from "./errors.ts";

/**
 * What every execution ARN of a state machine begins with, up to the execution's name.
 *
 * @param variable name of the environment variable that holds the machine's ARN
 * @throws ConfigurationError when it holds none
 */
export function executionPrefixOf(variable: string, stateMachineArn: string): string {
  const match = /^(arn:[a-z-]+:states:[a-z0-9-]+:\d{12}):stateMachine:([^:/]{1,80})$/.exec(
    stateMachineArn,
  );
  if (!match) {
    throw new ConfigurationError(
      variable,
      "must be the ARN of a state machine, without version or alias: arn:aws:states:<region>:<account>:stateMachine:<name>",
    );
  }
  return `${match[1]}:execution:${match[2]}:`;
}
