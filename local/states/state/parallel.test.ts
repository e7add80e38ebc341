import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

function branch(states: Readonly<Record<string, object>>): object {
  return { StartAt: Object.keys(states)[0], States: states };
}

const types = (history: readonly { type: string }[]) => history.map(({ type }) => type);

describe("Parallel", () => {
  it("answers with its branches' outputs in their order, however long each takes", async () => {
    const machine = aMachine({
      P: {
        Type: "Parallel",
        Arguments: { from: "{% $states.input.n %}" },
        Branches: [
          branch({
            A: { Type: "Wait", Seconds: 60, Next: "A2" },
            A2: { Type: "Pass", Output: "a", End: true },
          }),
          branch({ B: { Type: "Pass", Output: "{% $states.input.from %}", End: true } }),
          branch({
            C: {
              Type: "Wait",
              Seconds: 30,
              Output: "{% $states.context.Execution.Input.n %}",
              End: true,
            },
          }),
        ],
        Output: { result: "{% $states.result %}", input: "{% $states.input %}" },
        End: true,
      },
    });
    const { output, history } = await runMachine(machine, { n: 7 });
    expect(output).toEqual({ result: ["a", 7, 7], input: { n: 7 } });
    expect((history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0)).toBe(60);
  });

  it("stops the other branches at the first failure and catches it", async () => {
    const machine = aMachine({
      P: {
        Type: "Parallel",
        Branches: [
          branch({
            A: { Type: "Wait", Seconds: 3_600, Next: "F1" },
            F1: { Type: "Fail", Error: "Late" },
          }),
          branch({
            B: { Type: "Wait", Seconds: 1, Next: "F2" },
            F2: { Type: "Fail", Error: "First", Cause: "c" },
          }),
        ],
        Catch: [{ ErrorEquals: ["First"], Next: "End" }],
        Next: "End",
      },
      End: { Type: "Succeed" },
    });
    const { output, history } = await runMachine(machine, {});
    expect(output).toEqual({ Error: "First", Cause: "c" });
    expect((history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0)).toBe(1);
    expect(types(history).slice(-6)).toEqual([
      "WaitStateAborted",
      "ParallelStateFailed",
      "ParallelStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("stops branches inside branches too", async () => {
    const inner = {
      Type: "Parallel",
      Branches: [branch({ W: { Type: "Wait", Seconds: 99, End: true } })],
      End: true,
    };
    const machine = aMachine({
      P: {
        Type: "Parallel",
        Branches: [branch({ I: inner }), branch({ F: { Type: "Fail", Error: "E" } })],
        End: true,
      },
    });
    const { status, history } = await runMachine(machine, {});
    expect(status).toBe("FAILED");
    expect(types(history)).toEqual(
      expect.arrayContaining(["WaitStateAborted", "ParallelStateAborted", "ParallelStateFailed"]),
    );
  });

  it("tries all its branches again, without an event of failure in between", async () => {
    const machine = aMachine({
      P: {
        Type: "Parallel",
        Branches: [
          branch({
            C: {
              Type: "Choice",
              Choices: [{ Condition: "{% $states.input.n = 1 %}", Next: "F" }],
              Default: "F",
            },
            F: { Type: "Fail", Error: "E" },
          }),
        ],
        Retry: [{ ErrorEquals: ["E"], IntervalSeconds: 10, MaxAttempts: 2 }],
        End: true,
      },
    });
    const { status, history } = await runMachine(machine, { n: 1 });
    expect(status).toBe("FAILED");
    const seen = types(history);
    expect(seen.filter((type) => type === "ParallelStateStarted")).toHaveLength(3);
    expect(seen.filter((type) => type === "ParallelStateFailed")).toHaveLength(1);
    expect((history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0)).toBe(30);
  });

  it("lets no Catch take States.Runtime", async () => {
    const loop = branch({
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Choice", Choices: [{ Condition: false, Next: "C" }], Default: "A" },
      C: { Type: "Succeed" },
    });
    const machine = aMachine({
      P: {
        Type: "Parallel",
        Branches: [loop],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
        Next: "End",
      },
      End: { Type: "Succeed" },
    });
    const { error, cause, history } = await runMachine(machine, {});
    expect(error).toBe("States.Runtime");
    expect(cause).toBe("The execution reached the maximum number of history events (25000).");
    expect(history).toHaveLength(25_000);
  });
});

/** A branch that sets a variable of its own and may hold further branches. */
interface Tree {
  readonly inner: readonly Tree[];
}

const trees = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    inner: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant([]),
      fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    ),
  }),
})).tree;

describe("scopes", () => {
  it("a branch sees its own variables and those around it, nobody else's", () =>
    fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const total = size(tree);
        const { states, expected } = build(tree, [], total, { next: 0 });
        const { output, error } = await runMachine(aMachine(states), {});
        expect(error).toBeUndefined();
        expect(output).toEqual(expected);
      }),
      { numRuns: 25 },
    ));
});

function size(tree: Tree): number {
  return tree.inner.reduce((sum, inner) => sum + size(inner), 1);
}

/**
 * States that answer `[inner outputs, ids of visible variables]`, and the answer that is right: the
 * ids on the way from the outermost flow to this one.
 */
function build(
  tree: Tree,
  around: readonly number[],
  total: number,
  ids: { next: number },
): { states: Record<string, object>; expected: unknown } {
  const id = ids.next++;
  const visible = [...around, id];
  const inner = tree.inner.map((one) => build(one, visible, total, ids));
  const every = Array.from(
    { length: total },
    (_, other) => `$exists($v${other}) ? $v${other} : []`,
  );
  const seen = `$append([], [${every.join(", ")}])`;
  const states: Record<string, object> = {
    [`Set${id}`]: {
      Type: "Pass",
      Assign: { [`v${id}`]: id },
      Output: [],
      Next: inner.length > 0 ? `In${id}` : `See${id}`,
    },
    [`See${id}`]: { Type: "Pass", Output: ["{% $states.input %}", `{% ${seen} %}`], End: true },
  };
  if (inner.length > 0) {
    states[`In${id}`] = {
      Type: "Parallel",
      Branches: inner.map((one) => branch(one.states)),
      Next: `See${id}`,
    };
  }
  return { states, expected: [inner.map((one) => one.expected), visible] };
}
