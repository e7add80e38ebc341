import * as v from "valibot";
import { ServiceError } from "../service.ts";

/**
 * An operation's input. Parameters that local/SUPPORT.md does not list are refused, never ignored.
 * @throws {ServiceError} SQS's own errors for parameters that are missing, wrong or unsupported
 */
export function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const parameter = v.getDotPath(issue) ?? "input";
  if (issue.expected === "never") {
    throw new ServiceError(
      "UnsupportedOperation",
      `SQS of the local stack does not support the parameter ${parameter}: see local/SUPPORT.md`,
    );
  }
  if (issue.received === "undefined") {
    throw new ServiceError(
      "MissingRequiredParameterException",
      `The request must contain the parameter ${parameter}.`,
    );
  }
  throw invalid(parameter, issue.received, issue.message);
}

/** A parameter that has the right type and a value that SQS does not accept. */
export function invalid(parameter: string, value: unknown, reason: string): ServiceError {
  return new ServiceError(
    "InvalidParameterValueException",
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}
