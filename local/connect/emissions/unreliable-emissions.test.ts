import { expect, it } from "vitest";
import { Random } from "../../random.ts";
import { Centre, eventTypes } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import { type UnreliableKinds, unreliable } from "./unreliable-emissions.ts";

const flow = aFlow({
  on: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "say" }],
  say: says("Hello.", "end"),
  end: HANG_UP,
});

async function emitted(kinds: UnreliableKinds, seed = 1) {
  const centre = new Centre({
    through: (to, clock) => unreliable(to, { clock, random: new Random(seed), ...kinds }),
  });
  await centre.run(flow);
  await centre.clock.advance(3_600_000);
  const { flowLogs, events, records } = centre.emissions;
  return {
    logs: flowLogs.length,
    events: events.length,
    records: records.length,
    order: eventTypes(centre).join(" "),
  };
}

it("arrives as it was emitted where nothing was asked for", async () => {
  expect(await emitted({})).toEqual({
    logs: 2,
    events: 3,
    records: 1,
    order: "INITIATED DISCONNECTED COMPLETED",
  });
});

it.each([
  ["flowLogs", { logs: 0, events: 3, records: 1 }],
  ["contactEvents", { logs: 2, events: 0, records: 1 }],
  ["contactRecords", { logs: 2, events: 3, records: 0 }],
] as const)("%s are lost, and nothing else", async (kind, left) => {
  expect(await emitted({ [kind]: { loss: 1 } })).toMatchObject(left);
});

it("comes twice where it should", async () => {
  const twice = { duplication: 1 };
  expect(
    await emitted({ flowLogs: twice, contactEvents: twice, contactRecords: twice }),
  ).toMatchObject({
    logs: 4,
    events: 6,
    records: 2,
  });
});

it("comes out of order where it is delayed, the same way for the same seed", async () => {
  const contactEvents = { delay: [0, 60] } as const;
  const orders = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((seed) => emitted({ contactEvents }, seed)),
  );
  expect(new Set(orders.map(({ order }) => order)).size).toBeGreaterThan(1);
  expect(orders.every(({ events }) => events === 3)).toBe(true);
  expect(await emitted({ contactEvents }, 3)).toEqual(orders[2]);
});

it("comes late where it should", async () => {
  const records = async (late: number) => {
    const centre = new Centre({
      through: (to, clock) =>
        unreliable(to, { clock, random: new Random(1), contactRecords: { late } }),
    });
    await centre.run(flow);
    return centre.emissions.records.length;
  };
  expect([await records(0), await records(1)]).toEqual([1, 0]);
});
