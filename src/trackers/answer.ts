import type { Outcomes } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { type FlowEvent, parameter, parseFlowEvent } from "../connect/flow-event.ts";
import { type PhoneNumber, parsePhoneNumber } from "../connect/phone-number.ts";
import { findTracker } from "./check.ts";
import { settleTracker, type TrackersStore } from "./store.ts";
import type { Tracker } from "./table.ts";
import { takeTracker } from "./take.ts";
import { foundAnswer } from "./task.ts";

interface Room extends TrackersStore {
  readonly leaseSeconds: number;
  readonly outcomes: Outcomes;
}

const NOT_FOUND: FlowAnswer = { tracker_found: "false" };

/** Answers the flow; the table of answers is in this room's README. Never throws. */
export async function answerCheck(room: Room, event: unknown): Promise<FlowAnswer> {
  const { outcomes } = room;
  let contactId: string | undefined;
  try {
    const flow = parseFlowEvent(event);
    contactId = flow.contactId;
    const caller = parsePhoneNumber(flow.customerAddress);
    const action = parameter(flow, "action") ?? "check";
    if (!isAction(action)) {
      outcomes.record("TrackerActionUnknown", { contactId });
      return { ...NOT_FOUND, result: "FAIL", message: "INVALID_ACTION" };
    }
    if (caller === undefined) {
      outcomes.record("CallerWithheld", { contactId });
      return NOT_FOUND;
    }
    const found = await ACTIONS[action](room, caller, flow);
    outcomes.record(OUTCOMES[action][found ? "found" : "none"], { contactId });
    return found?.attributes ? foundAnswer(found.attributes) : NOT_FOUND;
  } catch (error) {
    outcomes.failed("TrackerCheckFailed", error, contactId ? { contactId } : {});
    return { ...NOT_FOUND, result: "FAIL", message: "ERROR_ENCOUNTERED" };
  } finally {
    outcomes.publish();
  }
}

type Action = "check" | "take" | "clear";

const ACTIONS: Record<
  Action,
  (room: Room, caller: PhoneNumber, flow: FlowEvent) => Promise<Tracker | undefined>
> = {
  check: findTracker,
  take: (room, caller, flow) => takeTracker(room, caller, flow.contactId),
  // The caller is served another way. Ordered by now: this contact's own record comes later still.
  clear: async (room, caller, flow) => {
    const now = room.clock.now();
    await settleTracker(room, {
      caller,
      contactId: flow.contactId,
      disconnectedAt: now,
      lastUpdate: now,
      attributes: undefined,
    });
    return undefined;
  },
};

const OUTCOMES = {
  check: { found: "TrackerFound", none: "TrackerNotFound" },
  take: { found: "TrackerTaken", none: "TrackerNotTaken" },
  clear: { found: "TrackerCleared", none: "TrackerCleared" },
} as const;

function isAction(action: string): action is Action {
  return Object.hasOwn(ACTIONS, action);
}
