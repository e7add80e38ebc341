import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Choices } from "../../test/choices.ts";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import type { ContactRow } from "./table.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());

/** A call that is transferred, and so a chain of two contacts; or one alone. */
interface Story {
  readonly transferred: boolean;
  readonly firstHasAgent: boolean;
  /** Seconds at which recording is switched, and to what, on the first contact. */
  readonly switches: readonly { readonly at: number; readonly on: boolean }[];
  readonly recorded: readonly [boolean, boolean];
}

const story: fc.Arbitrary<Story> = fc.record({
  transferred: fc.boolean(),
  firstHasAgent: fc.boolean(),
  switches: fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 50 }), on: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ at }) => at,
  }),
  recorded: fc.tuple(fc.boolean(), fc.boolean()),
});

/** The same story, told of contacts of its own. */
class Telling {
  readonly calls: readonly Call[];
  readonly #story: Story;

  constructor(given: Story) {
    const first = given.firstHasAgent ? Call.withAgent() : new Call({ disconnectedAt: 290 });
    const transfer = { previousContactId: first.contactId, initiationMethod: "TRANSFER" };
    const second = Call.withAgent({
      ...transfer,
      initiatedAt: 300,
      connectedAt: 310,
      disconnectedAt: 500,
    });
    this.calls = given.transferred ? [first, second] : [first];
    this.#story = given;
  }

  /** What can get lost, for the sweep knows it too. */
  unreliable(): (() => Promise<unknown>)[] {
    return this.calls.flatMap((call, index) => [
      ...call
        .events()
        .slice(0, -1)
        .map((event) => () => room.event(event)),
      ...(this.#isRecorded(call, index) ? [() => room.recorded(call)] : []),
    ]);
  }

  /** That a contact follows another one only its events tell: one of them must come. */
  reliable(): (() => Promise<unknown>)[] {
    const [first, second] = this.calls;
    const contact = { contactId: first?.contactId ?? "" };
    const inOrder = this.#story.switches.toSorted((a, b) => a.at - b.at);
    return [
      ...inOrder.map(({ at, on }) => {
        return () => (on ? room.switchedOn(contact, at) : room.switchedOff(contact, at));
      }),
      ...(second?.events().slice(-1) ?? []).map((event) => () => room.event(event)),
    ];
  }

  /** What the sweep will find. */
  happen(): void {
    for (const [index, call] of this.calls.entries()) {
      room.known(call);
      if (this.#isRecorded(call, index)) void room.recorded(call, { told: false });
    }
  }

  async rows(): Promise<unknown[]> {
    const rows = await Promise.all(this.calls.map((call) => room.row(call)));
    return rows.map((row, index) => lasting(row, this.calls[index]?.contactId ?? ""));
  }

  #isRecorded(call: Call, index: number): boolean {
    return call.life.connectedAt !== undefined && this.#story.recorded[index] === true;
  }
}

/** Without what depends on when the evidence came, and without the contact's own ids. */
function lasting(row: ContactRow | undefined, id: string): unknown {
  // Nobody asks any more what became of a contact that is not to be recorded, nor keeps it for long.
  if (row?.state === undefined || row.closedReason) return "not watched";
  const { contactId, nextCheckAt, expiresAt, version, lastUpdate, nextContactIds, ...rest } = row;
  const { previousContactId, recordingLocation, ...facts } = rest;
  return {
    ...facts,
    hasPrevious: previousContactId !== undefined,
    recordingLocation: recordingLocation?.replace(id, "id"),
  };
}

const RETRIES = 50;

/** Lambda delivers again what failed. */
async function delivered(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < RETRIES; tries += 1) {
    try {
      await work();
      return;
    } catch {}
  }
  throw new Error("never accepted");
}

test("however evidence is mixed, repeated, lost and retried, the sweep leaves the rows it leaves in order, with one verdict each", async () => {
  const numbers = fc.array(fc.nat(999), { minLength: 10, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(story, numbers, fc.boolean(), async (given, list, fails) => {
      await room.reset();
      const [tidy, wild] = [new Telling(given), new Telling(given)];
      const choices = new Choices(list);
      tidy.happen();
      wild.happen();
      for (const deliver of [...tidy.reliable(), ...tidy.unreliable()]) await deliver();

      const mail = [...wild.reliable(), ...wild.unreliable().filter(() => !choices.once(3))];
      for (const deliver of [...mail]) if (choices.once(3)) mail.push(deliver);
      if (fails) {
        const random = () => 1 - (choices.below(100) + 1) / 100;
        const rate = { probability: 0.1, random };
        const fault = { kind: "lost-answer", how: "drop" } as const;
        room.endpoints.faults.add({ service: "dynamodb", rate, fault });
      }
      while (mail.length > 0) {
        const together = Array.from({ length: 1 + choices.below(3) }, () =>
          mail.length > 0 ? choices.take(mail) : async () => {},
        );
        await Promise.all(together.map(delivered));
      }
      room.endpoints.faults.reset();
      const heardOf = room.outcomes.noted.filter(({ outcome }) => /^CallRecorded/.test(outcome));
      expect(new Set(heardOf.map(({ identifiers }) => identifiers.contactId)).size).toBe(
        heardOf.length,
      );

      // Half an hour passes before a contact of which events were heard is asked about.
      await room.sweepUntil(3_600);
      expect(await wild.rows()).toEqual(await tidy.rows());
      const asked = room.endpoints.sent.map(({ body }) => (body as { callId: string }).callId);
      const rows = await Promise.all([...tidy.calls, ...wild.calls].map((call) => room.row(call)));
      const missing = rows.filter((row) => row?.verdict === "CALL_RECORDED_FAILURE");
      expect(asked.toSorted()).toEqual(missing.map((row) => row?.contactId).toSorted());
    }),
    // A slow machine tries fewer; a failure that shrinks is told in time, with its seed.
    { numRuns: 12, interruptAfterTimeLimit: 20_000 },
  );
}, 60_000);

test("one contact's evidence that comes all at once is one row, one enrolment and one verdict", async () => {
  await room.reset();
  const call = Call.withAgent();
  const work = [
    ...call.events().map((event) => () => room.event(event)),
    () => room.switchedOn(call),
    () => room.recorded(call),
  ];
  await Promise.all([...work, ...work].map(delivered));
  expect(await room.row(call)).toMatchObject({
    state: "COMPLETED - AGENT",
    verdict: "CALL_RECORDED_SUCCESS",
  });
  const outcomes = room.outcomes.taken();
  expect(outcomes.filter((outcome) => outcome.startsWith("CallRecorded"))).toHaveLength(1);
});
