import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

/** What happens to one dialogue's requests: batches of them, in any order, with time between. */
const history = fc.array(
  fc.record({
    /** Of each message of a batch. */
    attempts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }),
    /** Seconds until the next batch: the execution may be anywhere, or over. */
    pause: fc.constantFrom(0, 1, 200, 310, 5_000),
    fault: fc.option(
      fc.record({
        service: fc.constantFrom("dynamodb", "states"),
        kind: fc.constantFrom("error", "throttle", "lost-answer"),
      }),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

it("requests repeated, reordered and at once: one execution per attempt, and nothing is reopened", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (batches) => {
      room.begin();
      const { request } = room;
      let highest = -1;
      for (const { attempts, pause, fault } of batches) {
        if (fault) {
          const { service, kind } = fault;
          const how = kind === "lost-answer" ? ({ kind, how: "drop" } as const) : { kind };
          const operation = service === "dynamodb" ? "UpdateItem" : "StartExecution";
          room.faults.add({ service: service as "dynamodb", operation, fault: how as never });
        }
        const before = await room.item();
        let bodies = attempts.map((retryAttempt) => ({ ...request, retryAttempt }));
        // SQS delivers what was reported again.
        while (bodies.length > 0) {
          const { batchItemFailures } = await room.trigger(...bodies);
          const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
          bodies = bodies.filter((_, index) => failed.includes(`message-${index}`));
        }
        room.faults.reset();
        const after = await room.item();
        highest = Math.max(highest, ...attempts);
        expect(after?.retryAttempt).toBe(highest);
        if (before && before.retryAttempt === highest) {
          // Only what has not begun may be claimed again, and only by itself.
          expect(after?.executionArn).toBe(before.executionArn);
          if (before.exportJobId) expect(after).toEqual(before);
        }
        await room.clock.advance(pause * 1_000);
      }
      await room.clock.advance(10_000_000);
      const names = room.changes
        .filter((change) => change.status === "RUNNING")
        .map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(room.changes.filter(({ status }) => status === "SUCCEEDED")).toHaveLength(
        names.length,
      );
      expect(await room.item()).toMatchObject({ status: "COMPLETED", retryAttempt: highest });
      expect(room.letters()).toEqual([]);
      expect(room.poisoned).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

it("fifty at once, of one request: one execution", async () => {
  await room.trigger(...Array(50).fill(room.request));
  expect(room.changes.filter(({ status }) => status === "RUNNING")).toHaveLength(1);
  expect((await room.ended()).status).toBe("SUCCEEDED");
});
