import type { ServerResponse } from "node:http";
import { SERVICES, type ServiceName } from "../door/services.ts";
import { ServiceError } from "../service.ts";
import type { Fault } from "./faults.ts";

/**
 * Does to one request what the fault says. When it returns, the work is to be done as always.
 * @throws {ServiceError} the answer to give instead of doing the work
 */
export async function inflict(
  fault: Fault,
  service: ServiceName,
  response: ServerResponse,
): Promise<void> {
  const { title, throttle, failure } = SERVICES[service];
  switch (fault.kind) {
    case "throttle":
      throw new ServiceError(throttle.name, `${title}: throttled, as asked of it`, throttle.status);
    case "error":
      throw new ServiceError(
        fault.name ?? failure,
        `${title}: failed, as asked of it`,
        fault.status ?? 500,
      );
    case "slow":
      // Real time, the only timer in here that does not follow the local clock: what a slow service
      // runs into are the SDK's own timeouts, and those are real too.
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return;
    case "lost-answer":
      loseAnswer(response, fault.how);
  }
}

/** Every answer leaves through `end`, dynalite's too: nothing reaches the socket before it. */
function loseAnswer(response: ServerResponse, how: "drop" | "hang"): void {
  response.end = () => {
    if (how === "drop") response.destroy();
    return response;
  };
}
