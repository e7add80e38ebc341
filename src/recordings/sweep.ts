import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { Timestamp } from "../connect/timestamp.ts";
import { advance } from "./advance.ts";
import { type CheckRoom, pollContact, verifyRecording } from "./check.ts";
import { type ContactState, STATES } from "./contact-state.ts";
import { DescribeThrottledError } from "./describe.ts";
import { anyDue, deleteRow, dueContacts, readRow } from "./ledger.ts";
import { oldestFirst } from "./oldest-first.ts";
import { isDue, isExpired } from "./schedule.ts";
import { sweepSlot } from "./sweep-slot.ts";
import type { ContactRow } from "./table.ts";
import { workOff } from "./work-off.ts";

interface Step {
  readonly states: readonly ContactState[];
  /** States whose steps share the calls of DescribeContact with this one. */
  readonly others: readonly ContactState[];
  readonly work: (room: CheckRoom, row: ContactRow) => Promise<unknown>;
}

const IN_PROGRESS = [STATES.withAgent, STATES.inQueue] as const;

/** The steps of the sweep, by the names of their states in `recordings.asl.json`. */
const STEPS = {
  PollInitialised: {
    states: [STATES.initialised],
    others: [...IN_PROGRESS, STATES.agentCompleted],
    work: pollContact,
  },
  DeleteCompletedQueueIvr: {
    states: [STATES.queueCompleted],
    others: [],
    work: remove,
  },
  PollInProgress: {
    states: IN_PROGRESS,
    others: [STATES.initialised, STATES.agentCompleted],
    work: pollContact,
  },
  VerifyRecordings: {
    states: [STATES.agentCompleted],
    others: [STATES.initialised, ...IN_PROGRESS],
    work: verifyRecording,
  },
} as const satisfies Record<string, Step>;

const Input = v.object({
  step: v.picklist(Object.keys(STEPS) as (keyof typeof STEPS)[]),
  startedAt: Timestamp,
});

/** Left for the last contact that was begun, out of the function's time. */
const MARGIN_MS = 15_000;

/**
 * One run of one step of the sweep: works on what is due, oldest first. A contact whose check fails
 * is delayed, and it alone.
 *
 * @param input `{step, startedAt}`: the state's name, and when the execution started
 * @param remainingMs until the function times out
 * @returns whether to run the step again in this slot
 * @throws InvalidInputError; what the store threw
 */
export async function sweepStep(
  room: CheckRoom,
  input: unknown,
  remainingMs: number,
): Promise<{ readonly again: boolean }> {
  const parsed = v.safeParse(Input, input);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InvalidInputError(v.getDotPath(issue) ?? "input", `must be ${issue.expected}`);
  }
  const { clock } = room;
  const step: Step = STEPS[parsed.output.step];
  const { endsAt } = sweepSlot(parsed.output.startedAt);
  const mine = Math.max(remainingMs - MARGIN_MS, remainingMs / 2);
  try {
    const { left, again } = await workOff({
      due: oldestFirst(step.states.map((state) => dueContacts(room, state))),
      work: ({ contactId }) => onDue(room, step, contactId),
      budget: room.describeBudget,
      othersWait: () => anyDue(room, step.others),
      stopAt: Math.min(endsAt, clock.now() + mine),
      slotEndsAt: endsAt,
      now: () => clock.now(),
    });
    if (left && !again) room.outcomes.record("SweepUnfinished");
    return { again };
  } catch (error) {
    if (!(error instanceof DescribeThrottledError)) throw error;
    room.outcomes.failed("DescribeThrottled", error);
    return { again: false };
  }
}

/** The index can lag behind the table: whether the contact is still due, the row itself says. */
async function onDue(room: CheckRoom, { states, work }: Step, contactId: string): Promise<void> {
  const row = await readRow(room, contactId);
  const now = room.clock.now();
  if (row === undefined || !isDue(row, now)) return;
  if (isExpired(row, now)) return void (await deleteRow(room, row));
  if (row.state === undefined || !states.includes(row.state)) return;
  try {
    await work(room, row);
  } catch (error) {
    if (error instanceof DescribeThrottledError) throw error;
    room.outcomes.failed("ContactCheckFailed", error, { contactId });
    await advance(room, contactId, { kind: "check-failed" });
  }
}

async function remove(room: CheckRoom, seen: ContactRow): Promise<void> {
  const { contactId } = seen;
  // Only agents' parts are recorded: word of the agent got lost, if there is a recording.
  const row = seen.recordingLocation === undefined ? seen : await pollContact(room, seen);
  if (row.state !== STATES.queueCompleted) return;
  // Changed meanwhile: then it is looked at anew when it is due again.
  const outcome = (await deleteRow(room, row)) ? "ContactDeleted" : "NothingNew";
  room.outcomes.record(outcome, { contactId });
}
