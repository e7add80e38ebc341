import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

function aMap(
  fields: object,
  states: Readonly<Record<string, object>>,
): ReturnType<typeof aMachine> {
  const ItemProcessor = { StartAt: Object.keys(states)[0], States: states };
  return aMachine({ M: { Type: "Map", ItemProcessor, End: true, ...fields } });
}

const PASS = { P: { Type: "Pass", End: true } };

describe("Map", () => {
  it("hands no item in that is larger than 256 KiB", async () => {
    for (const selected of ["{% $pad('x', 300000) %}", "{% $pad('x', 30000000) %}"]) {
      expect(await runMachine(aMap({ ItemSelector: selected }, PASS), [1])).toMatchObject({
        status: "FAILED",
        error: "States.DataLimitExceeded",
        cause: expect.stringContaining("'M'"),
      });
    }
  });

  it("runs its processor for every item of its input", async () => {
    expect((await runMachine(aMap({}, PASS), [1, "two", null])).output).toEqual([1, "two", null]);
    expect((await runMachine(aMap({}, PASS), [])).output).toEqual([]);
  });

  it("takes Items and hands each on as ItemSelector says", async () => {
    const machine = aMap(
      {
        Items: "{% $states.input.list %}",
        ItemSelector: {
          n: "{% $states.context.Map.Item.Value %}",
          at: "{% $states.context.Map.Item.Index %}",
          all: "{% $count($states.input.list) %}",
        },
      },
      {
        P: {
          Type: "Pass",
          Output: "{% [$states.input.n, $states.context.Map.Item.Index, $states.input.all] %}",
          End: true,
        },
      },
    );
    expect((await runMachine(machine, { list: [5, 6] })).output).toEqual([
      [5, 0, 2],
      [6, 1, 2],
    ]);
  });

  it("works on at most MaxConcurrency items at a time, on 40 where nothing is said", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 100 }),
        async (MaxConcurrency, count) => {
          const machine = aMap(
            { MaxConcurrency: "{% $states.input.width %}", Items: "{% $states.input.items %}" },
            { W: { Type: "Wait", Seconds: 10, End: true } },
          );
          const items = Array.from({ length: count }, (_, index) => index);
          const { output, history } = await runMachine(machine, { width: MaxConcurrency, items });
          expect(output).toEqual(items);
          const width = Math.min(MaxConcurrency || 40, 40);
          const took = (history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0);
          expect(took).toBe(10 * Math.ceil(count / width));
        },
      ),
      { numRuns: 30 },
    ));

  it("links every iteration to the one before it in its slot", async () => {
    const { history } = await runMachine(aMap({ MaxConcurrency: 1 }, PASS), [1, 2]);
    expect(
      history.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`),
    ).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered",
      "3 2 MapStateStarted",
      "4 3 MapIterationStarted",
      "5 4 PassStateEntered",
      "6 5 PassStateExited",
      "7 6 MapIterationSucceeded",
      "8 6 MapIterationStarted",
      "9 8 PassStateEntered",
      "10 9 PassStateExited",
      "11 10 MapIterationSucceeded",
      "12 11 MapStateSucceeded",
      "13 11 MapStateExited",
      "14 13 ExecutionSucceeded",
    ]);
  });

  it("fails with its first failing item and begins no further one", async () => {
    const machine = aMap(
      { MaxConcurrency: 1 },
      {
        C: {
          Type: "Choice",
          Choices: [{ Condition: "{% $states.input = 2 %}", Next: "F" }],
          Default: "P",
        },
        F: { Type: "Fail", Error: "Two", Cause: "is not allowed" },
        ...PASS,
      },
    );
    const { error, cause, history } = await runMachine(machine, [1, 2, 3]);
    expect({ error, cause }).toEqual({ error: "Two", cause: "is not allowed" });
    expect(history.filter(({ type }) => type === "MapIterationStarted")).toHaveLength(2);
    expect(history.slice(-3).map(({ type }) => type)).toEqual([
      "MapIterationFailed",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
  });

  it("keeps what an iteration assigns inside it", async () => {
    const machine = aMachine({
      Set: { Type: "Pass", Assign: { outer: 1 }, Next: "M" },
      M: {
        Type: "Map",
        ItemProcessor: {
          StartAt: "In",
          States: {
            In: { Type: "Pass", Assign: { inner: "{% $states.input + $outer %}" }, Next: "Out" },
            Out: { Type: "Pass", Output: "{% $inner %}", End: true },
          },
        },
        Next: "End",
      },
      End: { Type: "Pass", Output: "{% [$states.input, $exists($inner), $outer] %}", End: true },
    });
    expect((await runMachine(machine, [10, 20])).output).toEqual([[11, 21], false, 1].flat());
  });

  it.each([
    [
      { Items: "{% 1 %}" },
      "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    ],
    [{}, 'Map state input must be an array but was: {"a":1}'],
  ])("fails without an array: %j", async (fields, text) => {
    const { error, cause } = await runMachine(aMap(fields, PASS), { a: 1 });
    expect(error).toBe("States.QueryEvaluationError");
    expect(cause).toContain(text);
  });
});
