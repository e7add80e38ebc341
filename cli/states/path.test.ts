import { expect, it } from "vitest";
import type { Json } from "../../local/states/json.ts";
import { readMachine } from "../../local/states/machine.ts";
import { mocked } from "../../local/states/mocks.ts";
import { runMachine } from "../../local/states/run-machine.ts";
import { drawExecution } from "./path.ts";

const end = (state: object) => ({ ...state, End: true });
const task = (FunctionName: string, more: object = {}) =>
  end({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: { FunctionName },
    ...more,
  });
const only = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
const RETRIED = { Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 90, MaxAttempts: 2 }] };

/** The lines of the path, without what follows it. */
async function drawn(
  states: object,
  first: string,
  mocks: Record<string, Json>,
): Promise<string[]> {
  const definition = { QueryLanguage: "JSONata", StartAt: first, States: states };
  const machine = readMachine(JSON.stringify(definition));
  const finished = await runMachine(machine, {}, { integrations: () => mocked(mocks) });
  const lines = drawExecution(finished).split("\n");
  return lines.slice(0, lines.indexOf("")).map((line) => line.slice(15));
}

it("indents what is in a Parallel or a Map, and what follows it no more", async () => {
  const pass = end({ Type: "Pass" });
  const parallel = { Type: "Parallel", Branches: [only("L", pass), only("R", pass)] };
  const inner = {
    StartAt: "Par",
    States: { Par: { ...parallel, Next: "After" }, After: pass },
  };
  const map = { Type: "Map", Items: [1], ItemProcessor: inner, Next: "Last" };
  expect(await drawn({ Outer: map, Last: { Type: "Succeed" } }, "Outer", {})).toEqual([
    "● Outer Map",
    "  item 0",
    "  ● Par Parallel",
    "    ● L Pass",
    "    ● R Pass",
    "  ● After Pass",
    "● Last Succeed",
  ]);
});

it("says which branch failed, and goes on outside of a Parallel whose failure was caught", async () => {
  const branches = [only("Slow", end({ Type: "Wait", Seconds: 60 })), only("Quick", task("f"))];
  const caught = [{ ErrorEquals: ["States.ALL"], Next: "Handle" }];
  const states = {
    Both: { Type: "Parallel", Branches: branches, Catch: caught, End: true },
    Handle: end({ Type: "Pass" }),
  };
  expect(await drawn(states, "Both", { f: { $error: "Broken", $cause: "no zip" } })).toEqual([
    "● Both Parallel",
    "  ● Slow Wait",
    "  ● Quick Task",
    "  → Quick: called",
    "  ✗ Quick: Broken no zip",
    "● Handle Pass",
  ]);
});

it("counts retries, and tells times below an hour by the second", async () => {
  const definition = only("Ask", task("f", RETRIED));
  const machine = readMachine(JSON.stringify({ QueryLanguage: "JSONata", ...definition }));
  const mocks = { f: [{ $error: "Busy" }, { $error: "Busy" }, "done"] };
  const finished = await runMachine(machine, {}, { integrations: () => mocked(mocks) });
  const lines = drawExecution(finished).split("\n");
  expect(lines.slice(0, lines.indexOf("")).map((line) => line.trim())).toEqual([
    "+0 s  ● Ask Task",
    "+0 s  → called",
    "+0 s  ✗ Ask: Busy",
    "⋮ 1 min 30 s skipped",
    "+1 min 30 s  → retry 1",
    "+1 min 30 s  ✗ Ask: Busy",
    "⋮ 3 min skipped",
    "+4 min 30 s  → retry 2",
  ]);
});
