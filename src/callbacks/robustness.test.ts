import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import type { Fault } from "../../local/aws/faults/faults.ts";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { anyFlowEvent } from "../../test/factories/any-flow-event.ts";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { aFlowEvent } from "../../test/factories/flow-event.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { checkAnswer } from "../connect/flow-answer.ts";

const CLAIMED = { result: "SUCCESS", duplicate: "false", message: "TABLE_UPDATED" };
const DUPLICATE = { result: "FAIL", duplicate: "true", message: "CALLBACK_EXISTS" };
const BROKEN = { result: "FAIL", duplicate: "false", message: "ERROR_ENCOUNTERED" };

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let callback_number: string;
beforeEach(() => {
  callback_number = aPhoneNumber();
  room.clock.time = MORNING;
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
    const patient = room.with(tries(5, fault));
    const contact = { ContactId: "unlucky" };
    room.tables.faults.add({ service: "dynamodb", operation: "UpdateItem", fault });
    expect(await patient.set({ callback_number }, contact)).toEqual(CLAIMED);
    room.tables.faults.add({ service: "dynamodb", operation: "DeleteItem", fault });
    expect(await patient.clear({ callback_number }, contact)).toMatchObject({ result: "SUCCESS" });
    expect(await room.claim(callback_number)).toBeUndefined();
  });

  it.each(passing)("%s every time: ERROR_ENCOUNTERED, within its attempts", async (_, fault) => {
    const patient = room.with(tries(2, fault));
    const contact = { ContactId: "hopeless" };
    room.tables.faults.add({ service: "dynamodb", times: 99, fault });
    expect(await patient.set({ callback_number }, contact)).toEqual(BROKEN);
    expect(await patient.clear({ callback_number }, contact)).toEqual({
      result: "FAIL",
      message: "ERROR_ENCOUNTERED",
    });
    expect(room.tables.faults.counts()).toEqual({
      "dynamodb.UpdateItem": 2,
      "dynamodb.DeleteItem": 2,
    });
    expect(patient.outcomes.taken()).toEqual(["CallbackSetFailed", "CallbackClearFailed"]);
  });

  it("wrote and could not say so: the flow's retry is no duplicate, another caller is", async () => {
    const contact = { ContactId: "unheard" };
    const fault = { kind: "lost-answer", how: "drop" } as const;
    room.tables.faults.add({ service: "dynamodb", fault });
    expect(await room.set({ callback_number }, contact)).toEqual(BROKEN);
    expect(await room.set({ callback_number })).toEqual(DUPLICATE);
    expect(await room.set({ callback_number }, contact)).toEqual(CLAIMED);
  });

  it("is not there: ERROR_ENCOUNTERED", async () => {
    const nowhere = room.with({ endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
    expect(await nowhere.set({ callback_number })).toEqual(BROKEN);
  });

  it("holds a claim that lacks its owner: it blocks until its time, and no longer", async () => {
    const Item = {
      callback_number: { S: callback_number },
      ttl: { N: String(MORNING / 1000 + 60) },
    };
    await room.tables.client.send(new PutItemCommand({ TableName: "claims", Item }));
    expect(await room.set({ callback_number })).toEqual(DUPLICATE);
    expect(await room.clear({ callback_number })).toMatchObject({ message: "NO_ACTION" });
    room.clock.time += 60_000;
    expect(await room.set({ callback_number })).toEqual(CLAIMED);
  });
});

test("whatever a flow sends, it is told something valid that it can branch on", async () => {
  const parameters = {
    callback_number: fc.constantFrom("+61491570156", "+61 491 570 156", "anonymous"),
    queue: fc.constantFrom("sales", "", "q".repeat(1_024)),
    force: fc.constantFrom("true", "false"),
  };
  const messages = new Set<string | undefined>();
  await fc.assert(
    fc.asyncProperty(anyFlowEvent(parameters), fc.boolean(), async (event, sets) => {
      const answer = await (sets ? room.setEvent(event) : room.clearEvent(event));
      expect(checkAnswer(answer)).toEqual([]);
      expect(["SUCCESS", "FAIL"]).toContain(answer["result"]);
      expect(answer["duplicate"]).toBe(
        sets ? String(answer["message"] === "CALLBACK_EXISTS") : undefined,
      );
      messages.add(answer["message"]);
    }),
    { numRuns: 100, interruptAfterTimeLimit: 15_000 },
  );
  expect(messages.size).toBeGreaterThan(3);
});

test("an event of the wrong kind is an answer, too", async () => {
  for (const event of [aContactEvent(), aFlowEvent().Details, "text", null, undefined, []]) {
    expect(await room.setEvent(event)).toEqual(BROKEN);
  }
});
