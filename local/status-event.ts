import { randomUUID } from "node:crypto";
import type { BusEvent } from "./delivery/event-bus.ts";
import type { StatusChange } from "./states/description.ts";

/** What Step Functions puts on the bus when an execution starts or ends. */
export function executionStatusEvent(
  detail: StatusChange,
  home: { readonly region: string; readonly account: string },
  now: number,
): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    account: home.account,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: home.region,
    resources: [detail.executionArn],
    detail,
  };
}
