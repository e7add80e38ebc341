import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { RetryAfter } from "./fate.ts";
import { Refusal } from "./refusal.ts";

/** Whether the request's end is in sight, or only its client can end it. */
export type Ending = "answered" | "withheld";

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders,
): "answered" {
  response.writeHead(status, { "Content-Length": Buffer.byteLength(text), ...headers });
  response.end(text);
  return "answered";
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): "answered" {
  const type = { "Content-Type": "application/json" };
  return send(response, status, JSON.stringify(body), { ...type, ...headers });
}

/** @param now epoch milliseconds of the local clock, by which an HTTP date is reckoned */
export function throttled(retryAfter: RetryAfter, now: number): Refusal {
  const header = retryAfter === null ? {} : { "Retry-After": inHeader(retryAfter, now) };
  return new Refusal(429, "TooManyRequests", "Rate limit exceeded", header);
}

function inHeader(retryAfter: Exclude<RetryAfter, null>, now: number): string {
  if (typeof retryAfter !== "object") return String(retryAfter);
  // An HTTP date has no fractions: rounded up, so that nobody comes too early.
  const seconds = Math.ceil(now / 1000) + retryAfter.dateInSeconds;
  return new Date(seconds * 1000).toUTCString();
}
