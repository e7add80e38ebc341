import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { summarize } from "../aws/errors.ts";
import { aFlowEvent, CONTACT, EXECUTIONS } from "./a-flow-event.ts";
import { countCall, ValueError } from "./counting.ts";
import { TestRoom } from "./test-room.ts";
import { ok, StepFunctionsServer } from "./test-server.ts";

describe("countCall", () => {
  test.each([
    [{}, { count: "1", count_max: "", count_comfort: "", comfort: "false" }],
    [
      { count: "", count_max: null },
      { count: "1", count_max: "", comfort: "false" },
    ],
    [{ count: "7" }, { count: "8" }],
    [
      { count: 7, count_max: 8 },
      { count: "8", count_max: "8" },
    ],
    [
      { count: "007", count_max: "08" },
      { count: "8", count_max: "08" },
    ],
    [
      { count: "4", count_comfort: "5" },
      { count_comfort: "5", comfort: "true" },
    ],
    [{ count: "5", count_comfort: "5" }, { comfort: "false" }],
    [
      { count: "4", count_comfort: "0" },
      { count_comfort: "0", comfort: "false" },
    ],
    [{ count: "9007199254740990" }, { count: "9007199254740991" }],
  ])("%j counts as %j", (parameters, expected) => {
    expect(countCall(parameters)).toMatchObject(expected);
  });

  test("with count_comfort alone, comfort comes at every multiple: nothing else has a default", () => {
    const comforts = Array.from(
      { length: 12 },
      (_, count) => countCall({ count: String(count), count_comfort: "4" }).comfort,
    );
    expect(comforts.flatMap((comfort, index) => (comfort === "true" ? [index + 1] : []))).toEqual([
      4, 8, 12,
    ]);
  });

  test.each(["count", "count_max", "count_comfort"])(
    "a bad %s is a ValueError naming it",
    (field) => {
      for (const bad of [
        "x",
        "-1",
        "1.5",
        " 1",
        "1e3",
        "0x10",
        "+1",
        "٣",
        "１",
        "9007199254740992",
        "0".repeat(17),
        -1,
        1.5,
        Number.MAX_SAFE_INTEGER + 1,
        true,
        [],
        {},
        ["1"],
      ]) {
        expect(() => countCall({ [field]: bad })).toThrow(
          expect.objectContaining({
            name: "ValueError",
            field: `Details.Parameters.${field}`,
            exceeded: false,
          }),
        );
      }
    },
  );

  test("a ValueError names the field and does not repeat the value, which could be anything", () => {
    expect(() => countCall({ count: "4111111111111111x" })).toThrow(
      /^Details\.Parameters\.count must be a whole number from 0 to 9007199254740991$/,
    );
  });

  test.each([
    ["5", "5"],
    ["0", "0"],
  ])("from %s with count_max %s the loop is at its end", (count, count_max) => {
    expect(() => countCall({ count, count_max })).toThrow(ValueError);
    expect(() => countCall({ count, count_max })).toThrow(
      expect.objectContaining({ field: "Details.Parameters.count", exceeded: true }),
    );
  });
});

describe("counts are judged before all else", () => {
  const server = new StepFunctionsServer(() =>
    ok({ status: "SUCCEEDED", output: '{"balance":"12.5"}' }),
  );
  let room: TestRoom;
  const execution_id = `${EXECUTIONS}${CONTACT}-0123456789abcdef01234567`;

  beforeAll(() => server.listen());
  afterAll(() => server.close());
  beforeEach(() => {
    server.calls.length = 0;
    room = new TestRoom(server.client());
  });

  test.each([
    ["starting", aFlowEvent({ count: "x" }), { contactId: CONTACT }],
    ["polling", aFlowEvent({ count: "x", execution_id }), { contactId: CONTACT }],
    ["an event without a contact", { Details: { Parameters: { count: "x" } } }, {}],
  ])(
    "%s: nothing is asked or started, and the log says where to look",
    async (_, event, identifiers) => {
      await expect(room.ask(event)).rejects.toThrow(ValueError);
      expect(server.calls).toEqual([]);
      const [{ error, ...noted } = {}, ...others] = room.noted;
      expect([noted, others]).toEqual([{ outcome: "AsyncCountInvalid", identifiers }, []]);
      expect(summarize(error)).toEqual({ error: "ValueError", field: "Details.Parameters.count" });
      expect(room.published).toBe(1);
    },
  );

  test("beyond count_max the flow gets the ValueError, and the result can still be fetched", async () => {
    const spent = { execution_id, count: "20", count_max: "20" };
    await expect(room.ask(aFlowEvent(spent))).rejects.toMatchObject({ name: "ValueError" });
    expect(server.calls).toEqual([]);
    expect(await room.ask(aFlowEvent({ ...spent, count: "0" }))).toMatchObject({
      sfn_result: "SUCCESS",
      balance: "12.5",
    });
    expect(room.outcomes).toEqual(["AsyncCountExceeded", "AsyncSucceeded"]);
  });
});
