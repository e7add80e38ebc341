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

/** An answer is a few fields. More would have to be held in memory, where little is. */
const MOST_BYTES = 1_048_576;

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
        "accept-encoding": "identity",
        ...(body && { "content-type": "application/json" }),
        ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { response, text: await textOf(response) };
  } catch (error) {
    throw error instanceof OCPAPIError ? error : unreached(error, timeoutMs);
  }
}

/**
 * What the body says once it is unpacked, which a host may have packed all the same; nothing where
 * the status says it all. The connection is left where the body is.
 */
async function textOf({ ok, body }: Response): Promise<string> {
  if (!ok || !body) {
    await body?.cancel();
    return "";
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new OCPAPIError("The export platform's answer is too large");
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
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

/** RFC 9110, 5.6.7, the form that is to be written. `Date.parse` takes a `2.5` for a date as well. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** RFC 9110: seconds, or a date. Undefined where it is neither. */
function retryAfterSeconds(header: string | null, clock: Pick<Clock, "now">): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text);
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - clock.now()) / 1_000));
}
