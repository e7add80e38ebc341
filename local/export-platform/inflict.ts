import type { ServerResponse } from "node:http";
import { type Answer, type Ending, send, sendJson, throttled } from "./answer.ts";
import type { CallFault, DownloadFault } from "./fate.ts";
import { Refusal } from "./refusal.ts";

/**
 * What goes wrong before any work is done.
 * @throws {Refusal} the answer instead of the work
 */
export function refuseAsAsked(fault: CallFault | DownloadFault | undefined, now: number): void {
  if (fault?.kind === "throttle") {
    throw throttled(fault.retryAfter === undefined ? 1 : fault.retryAfter, now);
  }
  if (fault?.kind === "error") {
    throw new Refusal(fault.status, "AsAsked", `answered ${fault.status}, as asked of it`);
  }
}

/** Gives the answer of work that was done, or what the fault makes of it. */
export function answerAsAsked(
  fault: CallFault | undefined,
  { status, body }: Answer,
  response: ServerResponse,
): Ending {
  switch (fault?.kind) {
    case "lost-answer":
      return lose(fault, response);
    case "not-json":
      return send(response, status, "<!doctype html><title>Maintenance</title>\n", {
        "Content-Type": "text/html",
      });
    case "without": {
      const left = Object.entries(body).filter(([name]) => !fault.fields.includes(name));
      return sendJson(response, status, Object.fromEntries(left));
    }
    default:
      return sendJson(response, status, body);
  }
}

/** The work is done and its client never hears of it. */
export function lose(
  { how }: Extract<CallFault, { kind: "lost-answer" }>,
  response: ServerResponse,
): Ending {
  if (how === "hang") return "withheld";
  response.destroy();
  return "answered";
}
