import fc from "fast-check";
import { expect, it } from "vitest";
import { aBank, BANK } from "../connect/a-bank.ts";
import type { Centre } from "../connect/a-centre.ts";
import { scriptedCaller } from "../connect/caller/scripted-caller.ts";
import type { CallResult } from "../connect/simulator/call.ts";
import { Random } from "../random.ts";
import { Crew } from "./crew.ts";

const MINUTES = 60_000;

function aStaffedBank(seed: number): { readonly centre: Centre; readonly crew: Crew } {
  let crew: Crew | undefined;
  const centre = aBank({
    through: (to) => ({
      flowLog: (line) => to.flowLog(line),
      contactEvent: (event) => crew?.see(event),
      contactRecord: (record) => to.contactRecord(record),
      recordings: to.recordings,
    }),
  });
  const { clock, simulator } = centre;
  simulator.resources.addFlow("main", BANK);
  crew = new Crew(simulator, { clock, random: new Random(seed), queues: ["general"] });
  return { centre, crew };
}

/** Calls, one after another, each so many seconds after the one before. */
function playAll({ centre }: ReturnType<typeof aStaffedBank>, gaps: readonly number[]) {
  const { clock, simulator } = centre;
  return clock.drive(async () => {
    const calls: Promise<CallResult>[] = [];
    for (const [index, gap] of gaps.entries()) {
      await clock.sleep(1000 * gap);
      const from = `+642155501${index}`;
      const call = simulator.call({ from, flow: "main", caller: scriptedCaller("0", clock) });
      calls.push(clock.start("call", () => call.ended()));
    }
    const results = await clock.waiting(Promise.all(calls));
    await simulator.settled();
    return results;
  });
}

function waitOf({ contacts: [contact] }: CallResult): number {
  return (contact?.connectedToAgentAt ?? Number.NaN) - (contact?.enqueuedAt ?? 0);
}

it("brings an agent to everybody, after five minutes at the earliest and first come, first served", () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat(),
      // Of two who call at the same instant nobody is first.
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
      async (seed, gaps) => {
        const results = await playAll(aStaffedBank(seed), gaps);
        for (const result of results) {
          expect(waitOf(result)).toBeGreaterThanOrEqual(5 * MINUTES);
          expect(waitOf(result)).toBeLessThan(20 * MINUTES);
        }
        const taken = results.map(({ trace }) => trace.life.find(({ what }) => what === "offered"));
        const times = taken.map((entry) => entry?.at ?? Number.NaN);
        for (const [index, time] of times.entries()) {
          // An agent takes two to nine seconds to answer: so much later the first may be heard.
          const latest = Math.max(...times.slice(0, index + 1));
          expect(time).toBeGreaterThanOrEqual(latest - 7_000);
        }
      },
    ),
    { numRuns: 25 },
  ));

it("misses whom it is told to miss; another agent comes", async () => {
  const bank = aStaffedBank(1);
  bank.crew.misses("+6421555010");
  const [result] = await playAll(bank, [0]);
  const life = result?.trace.life.map(({ what }) => what);
  expect(life).toEqual([
    "initiated",
    "queued",
    "missed",
    "offered",
    "connected to agent",
    "disconnected",
    "completed",
  ]);
});
