import { afterEach, expect, it } from "vitest";
import { aDelivery, aRule, type DeliveryUnderTest } from "./a-delivery.ts";
import type { BusEvent } from "./event-bus.ts";
import { DeliveryRefusedError } from "./refused.ts";

const EVENT: BusEvent = {
  version: "0",
  id: "1",
  "detail-type": "Amazon Connect Contact Event",
  source: "aws.connect",
  account: "111122223333",
  time: "2026-01-05T08:00:00Z",
  region: "eu-central-1",
  resources: [],
  detail: { eventType: "DISCONNECTED" },
};

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function bus(rules: readonly ReturnType<typeof aRule>[], random?: () => number): DeliveryUnderTest {
  const test = aDelivery("say(event);", { rules, ...(random && { random }) });
  open.push(test);
  return test;
}

it("hands an event to the targets of the rules that match it", async () => {
  const test = bus([
    aRule({ eventPattern: { source: ["aws.connect"] } }),
    aRule({ eventPattern: { source: ["aws.s3"] } }),
    aRule({ eventPattern: { source: ["aws.connect"] }, enabled: false }),
  ]);
  await test.run(() => test.delivery.bus.put(EVENT));
  expect(test.said).toEqual([{ at: 0, said: EVENT }]);
});

it("hands over a constant instead where the target has one", async () => {
  const [target] = aRule().targets;
  const targets = target ? [{ ...target, input: '{"a":1}' }] : [];
  const test = bus([aRule({ eventPattern: { source: ["aws.connect"] }, targets })]);
  await test.run(() => test.delivery.bus.put(EVENT));
  expect(test.said).toEqual([{ at: 0, said: { a: 1 } }]);
});

it("fires schedules until they are ended", async () => {
  const test = bus([aRule({ scheduleExpression: "rate(5 minutes)" })]);
  const end = test.delivery.bus.startSchedules();
  await test.clock.advance(11 * 60_000);
  end();
  await test.clock.advance(60 * 60_000);
  expect(test.said.map(({ at }) => at)).toEqual([300_000, 600_000]);
  expect(test.said[0]?.said).toEqual({
    version: "0",
    id: expect.any(String),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "111122223333",
    time: "2026-01-05T08:05:00Z",
    region: "eu-central-1",
    resources: ["arn:aws:events:eu-central-1:111122223333:rule/Rule"],
    detail: {},
  });
});

it("refuses at once what it cannot do", () => {
  const [target] = aRule().targets;
  const arn = "arn:aws:sqs:eu-central-1:111122223333:Work";
  const targets = target ? [{ ...target, arn }] : [];
  expect(() => bus([aRule({ targets })])).toThrow(DeliveryRefusedError);
  expect(() => bus([aRule({ scheduleExpression: "cron(0 12 L * ? *)" })])).toThrow("Rule: cron");
  expect(() => bus([aRule({ eventPattern: { a: [{ numeric: [] }] } })])).toThrow("Rule: event");
});
