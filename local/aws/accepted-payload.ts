import { ServiceError } from "./service.ts";

/**
 * Lambda's limits for the body of a request, in bytes:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LARGEST_REQUEST = {
  RequestResponse: 6_291_456,
  Event: 1_048_576,
  DryRun: 6_291_456,
} as const;

export type InvocationType = keyof typeof LARGEST_REQUEST;

/**
 * The event that Lambda makes of a request's body: empty is `{}`.
 * @throws ServiceError as the Lambda API does for what is too large or not JSON
 */
export function acceptedPayload(payload: string, type: InvocationType): string {
  const largest = LARGEST_REQUEST[type];
  if (Buffer.byteLength(payload) > largest) {
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${largest} bytes for the InvokeFunction operation`,
      413,
    );
  }
  if (payload === "") return "{}";
  try {
    JSON.parse(payload);
    return payload;
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}
