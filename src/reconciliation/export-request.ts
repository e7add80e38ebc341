import type { Clock } from "../aws/clock.ts";
import { OCPAPIError, OCPAPIThrottlingError, OCPAPITimeoutError } from "./export-platform.ts";

export interface ExportCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly token: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

/** What one request brought: a body, or the error it is unless somebody knows better. */
export type ExportAnswer =
  | { readonly kind: "body"; readonly body: unknown }
  | {
      readonly kind: "unauthorized";
      readonly error: OCPAPIError;
      readonly retryAfterSeconds?: never;
    }
  | {
      readonly kind: "throttled";
      readonly error: OCPAPIThrottlingError;
      readonly retryAfterSeconds: number | undefined;
    };

/**
 * One request to the platform. Redirects are not followed: the token is for this address alone.
 *
 * @param timeoutMs until the whole answer is there, on the wall clock
 * @throws OCPAPITimeoutError, OCPAPIError; their texts name a status or a code, never an address
 */
export async function exportCall(
  call: ExportCall,
  timeoutMs: number,
  clock: Pick<Clock, "now">,
): Promise<ExportAnswer> {
  const { response, text } = await reached(call, timeoutMs);
  const { status } = response;
  if (response.ok) return { kind: "body", body: json(text) };
  if (status === 401) {
    return { kind: "unauthorized", error: new OCPAPIError(refusal(status), status) };
  }
  if (status === 429) {
    const seconds = retryAfterSeconds(response.headers.get("retry-after"), clock);
    const error = new OCPAPIThrottlingError(refusal(status), seconds);
    return { kind: "throttled", error, retryAfterSeconds: seconds };
  }
  if (status === 408 || status === 504) throw new OCPAPITimeoutError(refusal(status));
  throw new OCPAPIError(refusal(status), status);
}

async function reached(
  { method, url, token, body, idempotencyKey }: ExportCall,
  timeoutMs: number,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
        ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw unreached(error, timeoutMs);
  }
}

/** fetch's own errors quote addresses: only their code is kept. */
function unreached(error: unknown, timeoutMs: number): Error {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const code = typeof cause?.code === "string" ? cause.code : "no connection";
  if (name === "TimeoutError" || /TIMEOUT|TIMEDOUT/.test(code)) {
    return new OCPAPITimeoutError(`The export platform did not answer within ${timeoutMs} ms`);
  }
  return new OCPAPIError(`The export platform could not be reached (${code})`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OCPAPIError("The export platform's answer is not JSON");
  }
}

function refusal(status: number): string {
  return `The export platform answered HTTP ${status}`;
}

/** RFC 9110: seconds, or a date. Undefined where it is neither. */
function retryAfterSeconds(header: string | null, clock: Pick<Clock, "now">): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - clock.now()) / 1_000));
}
