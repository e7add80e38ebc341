import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import type { Fault } from "../../local/aws/faults/faults.ts";
import { anyFlowEvent } from "../../test/factories/any-flow-event.ts";
import { anyText } from "../../test/factories/any-text.ts";
import { anId } from "../../test/factories/id.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { openTrackersRoom, type TrackersRoom } from "../../test/trackers-room.ts";
import { checkAnswer } from "../connect/flow-answer.ts";

const NOT_FOUND = { tracker_found: "false" };
const BROKEN = { ...NOT_FOUND, result: "FAIL", message: "ERROR_ENCOUNTERED" };

let room: TrackersRoom;
beforeAll(async () => {
  room = await openTrackersRoom();
}, 60_000);
afterAll(() => room.tables.close());

let caller: string;
beforeEach(() => {
  caller = aPhoneNumber();
  room.clock.time = MORNING + 300_000;
  room.tables.faults.reset();
});

describe("a store that fails", () => {
  const passing: readonly (readonly [string, Fault])[] = [
    ["throttles", { kind: "throttle" }],
    ["fails", { kind: "error" }],
    ["does the work and drops the answer", { kind: "lost-answer", how: "drop" }],
    ["does the work and never answers", { kind: "lost-answer", how: "hang" }],
  ];

  /** Only where an answer is waited for in vain may a busy machine's own slowness be cut short. */
  const tries = (maxAttempts: number, fault: Fault) => ({
    maxAttempts,
    requestHandler: {
      requestTimeout: "how" in fault && fault.how === "hang" ? 400 : 15_000,
      throwOnRequestTimeout: true,
    },
  });

  it.each(passing)("%s once: the caller does not notice", async (_, fault) => {
    await room.record({ caller });
    const patient = room.with(tries(5, fault));
    const me = anId();
    for (const answer of [() => patient.ask(caller), () => patient.take(caller, me)]) {
      room.tables.faults.add({ service: "dynamodb", fault });
      expect(await answer()).toMatchObject({ tracker_found: "true" });
    }
    room.tables.faults.add({ service: "dynamodb", fault });
    expect(await patient.clear(caller, me)).toEqual(NOT_FOUND);
    expect(await room.ask(caller)).toEqual(NOT_FOUND);
  });

  it.each(passing)("%s every time: ERROR_ENCOUNTERED", async (_, fault) => {
    room.tables.faults.add({ service: "dynamodb", times: 99, fault });
    const hasty = room.with(tries(1, fault));
    for (const action of ["check", "take", "clear"]) {
      expect(await hasty.ask(caller, { action })).toEqual(BROKEN);
    }
    expect(hasty.outcomes.taken()).toEqual(Array(3).fill("TrackerCheckFailed"));
  });
});

test("whatever a flow sends, it is told something valid that it can branch on", async () => {
  const actions = fc.constantFrom("check", "take", "clear", "CHECK", "");
  await fc.assert(
    fc.asyncProperty(anyFlowEvent({ action: actions }), async (event) => {
      const answer = await room.askEvent(event);
      expect(checkAnswer(answer)).toEqual([]);
      expect(["true", "false"]).toContain(answer["tracker_found"]);
    }),
    { numRuns: 80, interruptAfterTimeLimit: 15_000 },
  );
});

test("whatever was stored, the answer is valid", async () => {
  const text = fc.oneof(
    anyText(),
    fc.constantFrom("", "\ud800", "\0", "x".repeat(20_000), "ﷺ".repeat(5_000)),
  );
  const name = fc.oneof(
    fc.stringMatching(/^(payment|account)_[A-Za-z0-9_-]{0,20}$/),
    fc.constantFrom("active_task", "payment_ü", "__proto__", "tracker_found", "account_.x"),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, text, { maxKeys: 6 }), async (odd) => {
      const number = aPhoneNumber();
      const outcome = await room.record({ caller: number, attributes: odd });
      const answer = await room.ask(number);
      expect(checkAnswer(answer)).toEqual([]);
      expect(answer["tracker_found"]).toBe(String(outcome === "TrackerStored"));
    }),
    { numRuns: 25, interruptAfterTimeLimit: 15_000 },
  );
});
