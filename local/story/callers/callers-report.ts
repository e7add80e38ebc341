import type { OutcomeCounts } from "./outcome-counts.ts";
import type { Tally } from "./tally.ts";

/** What came of the callers' day, in figures. */
export interface CallersReport {
  readonly callbacks: {
    readonly claims: number;
    readonly duplicatesRefused: number;
    readonly released: number;
  };
  readonly trackers: {
    readonly stored: number;
    readonly resumed: number;
    readonly closed: number;
    readonly expired: number;
  };
  readonly asyncFunction: {
    readonly started: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly comfortMessages: number;
  };
}

export function reportOf(tally: Tally, outcomes: OutcomeCounts): CallersReport {
  return {
    callbacks: {
      claims: tally.claims,
      duplicatesRefused: tally.duplicatesRefused,
      released: outcomes.of("CallbackReleased", "CallbackCleared", "CallbackCancelled"),
    },
    trackers: {
      stored: outcomes.of("TrackerStored"),
      resumed: tally.resumed.size,
      closed: outcomes.of("TrackerClosed", "TrackerCleared"),
      expired: tally.expired,
    },
    asyncFunction: {
      started: tally.started.size,
      succeeded: tally.succeeded.size,
      failed: tally.failed.size,
      comfortMessages: tally.comfortMessages,
    },
  };
}
