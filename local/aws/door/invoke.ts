import type { IncomingMessage, ServerResponse } from "node:http";
import { acceptedPayload, type InvocationType } from "../accepted-payload.ts";
import { ServiceError } from "../service.ts";
import { answer } from "./answer.ts";
import type { LambdaRoute } from "./route.ts";

/**
 * Runs a function, by its name or ARN as it was asked for. `Event` returns once the event is taken;
 * `DryRun` only looks whether the function is there.
 * @throws {ServiceError} `ResourceNotFoundException`, 404, for a function that does not exist
 */
export type LambdaInvoke = (
  functionName: string,
  payload: string,
  options: { readonly type: InvocationType; readonly qualifier?: string },
) => Promise<Invoked>;

interface Invoked {
  /** JSON: what the function returned, or the error object of a failed one; empty without either. */
  readonly payload: string;
  readonly functionError?: "Unhandled";
  /** What the function wrote. */
  readonly log: string;
}

const STATUS = { RequestResponse: 200, Event: 202, DryRun: 204 } as const;

/** Lambda returns the last 4 KB of the log. */
const LOG_TAIL = 4_096;

/** Serves Lambda's Invoke: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function serveInvoke(
  invoke: LambdaInvoke,
  route: LambdaRoute,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = invocationType(request);
  const payload = acceptedPayload(body, type);
  const { qualifier } = route;
  const invoked = await invoke(route.askedFor, payload, {
    type,
    ...(qualifier === undefined ? {} : { qualifier }),
  });
  const wantsLog = type === "RequestResponse" && request.headers["x-amz-log-type"] === "Tail";
  answer(response, STATUS[type], type === "RequestResponse" ? invoked.payload : "", {
    ...(type === "RequestResponse" ? { "Content-Type": "application/json" } : {}),
    "X-Amz-Executed-Version": "$LATEST",
    ...(invoked.functionError ? { "X-Amz-Function-Error": invoked.functionError } : {}),
    ...(wantsLog ? { "X-Amz-Log-Result": tail(invoked.log) } : {}),
  });
}

function invocationType(request: IncomingMessage): InvocationType {
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "RequestResponse" || type === "Event" || type === "DryRun") return type;
  throw new ServiceError(
    "InvalidParameterValueException",
    `expected X-Amz-Invocation-Type RequestResponse, Event or DryRun, got ${String(type)}`,
  );
}

function tail(log: string): string {
  return Buffer.from(log, "utf8").subarray(-LOG_TAIL).toString("base64");
}
