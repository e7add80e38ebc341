import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { SubscriptionFilterDescription } from "../template/subscription-filter.ts";
import { aDelivery, type DeliveryUnderTest, FUNCTION_ARN } from "./a-delivery.ts";

const START = Date.UTC(2026, 0, 5, 8);
const GROUP = "/aws/connect/demo-bank";

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

interface Payload {
  readonly messageType: string;
  readonly logEvents: readonly { readonly id: string; readonly message: string }[];
}

function subscribed(overrides: Partial<SubscriptionFilterDescription> = {}, body = "say(event);") {
  const filter = {
    logicalId: "FlowLog",
    name: "FlowLog",
    logGroup: GROUP,
    pattern: "",
    destinationArn: FUNCTION_ARN,
    ...overrides,
  };
  const test = aDelivery(body, { subscriptionFilters: [filter] });
  open.push(test);
  return {
    ...test,
    put: (...lines: string[]) => {
      for (const line of lines) test.delivery.logs.put(GROUP, line);
    },
    payloads: () => test.said.map(({ said }) => unpacked(said)),
    messages: () =>
      test.said.map(({ said }) => unpacked(said).logEvents.map(({ message }) => message)),
  };
}

function unpacked(said: unknown): Payload {
  const { awslogs } = said as { awslogs: { data: string } };
  return JSON.parse(gunzipSync(Buffer.from(awslogs.data, "base64")).toString()) as Payload;
}

describe("lines of a log group", () => {
  it("have the shape of CloudWatch Logs' events, zipped", async () => {
    const test = subscribed();
    await test.run(() => test.put('{"ContactId":"c1"}'));
    expect(test.payloads()).toEqual([
      {
        messageType: "DATA_MESSAGE",
        owner: "111122223333",
        logGroup: GROUP,
        logStream: "local",
        subscriptionFilters: ["FlowLog"],
        logEvents: [
          {
            id: expect.stringMatching(/^\d{56}$/),
            timestamp: START,
            message: '{"ContactId":"c1"}',
          },
        ],
      },
    ]);
  });

  it("that come together travel together; later ones follow", async () => {
    const test = subscribed();
    await test.run(async () => {
      test.put("a", "b");
      await test.clock.sleep(500);
      test.put("c");
      await test.clock.sleep(5_000);
      test.put("d");
    });
    expect(test.said.map(({ at }) => at)).toEqual([1_000, 6_500]);
    expect(test.messages()).toEqual([["a", "b", "c"], ["d"]]);
  });

  it("are split where they would not fit an invocation", async () => {
    const test = subscribed();
    const lines = Array.from({ length: 5 }, (_, index) => String(index).repeat(200_000));
    await test.run(() => test.put(...lines));
    expect(test.messages().map((batch) => batch.length)).toEqual([2, 2, 1]);
    expect(test.messages().flat()).toEqual(lines);
  });

  it("pass the filter, in groups that are subscribed", async () => {
    const test = subscribed({ pattern: '{ $.type = "SetRecordingBehavior" }' });
    const wanted = '{"type":"SetRecordingBehavior"}';
    await test.run(() => {
      test.put('{"type":"PlayPrompt"}', wanted, "no JSON");
      test.delivery.logs.put("/aws/connect/other", wanted);
    });
    expect(test.messages()).toEqual([[wanted]]);
  });

  it("come again while the function fails, and may come twice", async () => {
    const failing = subscribed({}, 'say(event); throw new Error("no");');
    await failing.run(() => failing.put("a"));
    expect(failing.said.map(({ at }) => at)).toEqual([1_000, 61_000, 181_000]);
    const twice = subscribed();
    twice.delivery.faults.logs.set({ duplicate: 1 });
    await twice.run(() => twice.put("a"));
    expect(twice.messages()).toEqual([["a"], ["a"]]);
    expect(new Set(twice.payloads().map(({ logEvents }) => logEvents[0]?.id)).size).toBe(1);
  });
});

it("refuses a destination that is no function, and a third filter", () => {
  const arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/s";
  expect(() => subscribed({ destinationArn: arn })).toThrow(`FlowLog: its destination ${arn}`);
  const filter = {
    logicalId: "F",
    name: "F",
    logGroup: GROUP,
    pattern: "",
    destinationArn: FUNCTION_ARN,
  };
  const three = { subscriptionFilters: [filter, filter, filter] };
  expect(() => aDelivery("", three)).toThrow("F: /aws/connect/demo-bank has more than 2 filters");
});
