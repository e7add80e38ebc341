import { ConfigurationError } from "./errors.ts";

/**
 * The id of a Connect instance, which Connect's API wants in place of its ARN.
 *
 * @param variable name of the environment variable that holds the ARN
 * @throws ConfigurationError
 */
export function instanceIdOf(variable: string, arn: string): string {
  const id = /^arn:[\w-]+:connect:[\w-]+:\d{12}:instance\/([\w-]{1,100})$/.exec(arn)?.[1];
  if (id === undefined) throw new ConfigurationError(variable, "must be a Connect instance's ARN");
  return id;
}

/**
 * The ARN of the only Connect instance that is served, or empty: all of the account's. One that is
 * mistyped would drop all there is, in silence.
 *
 * @param variable name of the environment variable that holds it
 * @throws ConfigurationError
 */
export function instanceArnOrNone(variable: string, arn: string): string {
  if (arn !== "") instanceIdOf(variable, arn);
  return arn;
}
