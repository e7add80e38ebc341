import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CallbackWorld } from "../../test/callback-world.ts";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { Choices } from "../../test/choices.ts";

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

const numbers = fc.array(fc.nat(999), { minLength: 60, maxLength: 240 });

test("however requests, events and records meet, repeat and fail, a number is promised once, not forgotten, and free in the end", async () => {
  const told: string[] = [];
  await fc.assert(
    fc.asyncProperty(
      numbers,
      fc.constantFrom(1, 3),
      fc.boolean(),
      async (list, attempts, fails) => {
        const choices = new Choices(list);
        room.maximumAttempts = attempts;
        room.tables.faults.reset();
        if (fails) {
          // Never once the choices are used up: then everything has to come to its end.
          const random = () => 1 - (choices.below(100) + 1) / 100;
          const fault = { kind: "lost-answer", how: "drop" } as const;
          const rate = { probability: 0.1, random };
          for (const operation of ["UpdateItem", "DeleteItem", "Query"]) {
            room.tables.faults.add({ service: "dynamodb", operation, rate, fault });
          }
        }
        const world = new CallbackWorld(room, choices, 4);
        await world.run();
        room.tables.faults.reset();
        expect(world.broken).toEqual([]);
        for (const key of world.keys) {
          const ttl = Number((await room.claim(key))?.["ttl"]?.N ?? 0);
          expect(ttl).toBeLessThanOrEqual(room.clock.now() / 1000);
        }
        told.push(...room.outcomes.taken());
      },
    ),
    // A slow machine tries fewer; a failure that shrinks is told in time, with its seed.
    { numRuns: 16, interruptAfterTimeLimit: 40_000 },
  );
  for (const outcome of ["CallbackClaimed", "CallbackDuplicate", "CallbackReleased"]) {
    expect(told).toContain(outcome);
  }
}, 60_000);
