import type { Evidence } from "./evidence.ts";
import type { ContactRow } from "./table.ts";

/**
 * Which contacts enter the ledger. `flow-log`: those on which a recording block ran, and those that
 * follow one of them. `every-agent-contact`: also every one that an agent was connected to.
 */
export type Enrol = "flow-log" | "every-agent-contact";

/** Whether a contact is to be recorded; undefined: it is not in the ledger. */
export function recordingOf(row: ContactRow): "on" | "off" | undefined {
  if (row.state === undefined) return undefined;
  return row.closedReason === "RECORDING_DISABLED" ? "off" : "on";
}

export interface Enrolment {
  readonly recording: "on" | "off" | undefined;
  readonly recordingBehaviorAt: number | undefined;
}

/**
 * Whether a contact is to be recorded, after this evidence. The newest block that ran on the contact
 * itself decides (of two at the same instant, which Connect's are not, the one that switches on:
 * better a look too many); where none did, the contact before it does. That one being switched off
 * brings nobody into the ledger.
 *
 * @param row with what the evidence says of the contact
 */
export function enrolment(row: ContactRow, evidence: Evidence, enrol: Enrol): Enrolment {
  const { recordingBehaviorAt } = row;
  const recording = recordingOf(row);
  if (evidence.kind === "recording-behavior") {
    const { on, at } = evidence;
    const known = recordingBehaviorAt ?? Number.NEGATIVE_INFINITY;
    return at > known || (at === known && on)
      ? { recording: on ? "on" : "off", recordingBehaviorAt: at }
      : { recording, recordingBehaviorAt };
  }
  const inherits = recordingBehaviorAt === undefined && !isMonitor(row);
  if (evidence.kind === "inherited" && inherits && (evidence.on || recording !== undefined)) {
    return { recording: evidence.on ? "on" : "off", recordingBehaviorAt };
  }
  const byAgent =
    enrol === "every-agent-contact" && row.connectedToAgentAt !== undefined && !isMonitor(row);
  return { recording: recording ?? (byAgent ? "on" : undefined), recordingBehaviorAt };
}

/** A supervisor who listens to a contact is a contact, too, and has no recording of its own. */
function isMonitor(row: ContactRow): boolean {
  return row.initiationMethod === "MONITOR";
}
