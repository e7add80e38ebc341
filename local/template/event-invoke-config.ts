import * as v from "valibot";
import { type Declared, number, readProperties } from "./properties.ts";

/** What Lambda does with an asynchronous invocation that fails. */
export interface AsynchronousConfiguration {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** The on-failure destination: it receives a record with event and error. */
  readonly onFailureArn?: string;
  /** The function's dead-letter queue: it receives the event only. */
  readonly deadLetterArn?: string;
}

/** Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation". */
export const LAMBDA_DEFAULTS: AsynchronousConfiguration = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 21_600,
};

const schema = v.strictObject({
  FunctionName: v.string(),
  Qualifier: v.literal("$LATEST"),
  MaximumRetryAttempts: v.optional(number, LAMBDA_DEFAULTS.maximumRetryAttempts),
  MaximumEventAgeInSeconds: v.optional(number, LAMBDA_DEFAULTS.maximumEventAgeSeconds),
  DestinationConfig: v.optional(
    v.strictObject({ OnFailure: v.optional(v.strictObject({ Destination: v.string() })) }),
    {},
  ),
});

export function readEventInvokeConfig(
  declared: Declared,
): AsynchronousConfiguration & { readonly functionName: string } {
  const properties = readProperties(declared, schema, []);
  const onFailure = properties.DestinationConfig.OnFailure;
  return {
    functionName: properties.FunctionName,
    maximumRetryAttempts: properties.MaximumRetryAttempts,
    maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds,
    ...(onFailure && { onFailureArn: onFailure.Destination }),
  };
}
