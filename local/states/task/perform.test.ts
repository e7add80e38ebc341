import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aMachine } from "../a-machine.ts";
import { StatesEngine } from "../engine.ts";
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from "../operations/tasks.ts";
import { runMachine } from "../run-machine.ts";

const OPERATIONS = { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess };

/** One act of whoever holds the token, so many seconds after the one before. */
interface Act {
  readonly after: number;
  readonly operation: keyof typeof OPERATIONS;
  readonly request?: Readonly<Record<string, unknown>>;
}

const HEARTBEAT = { operation: "sendTaskHeartbeat" } as const;
const SUCCESS = { operation: "sendTaskSuccess", request: { output: '{"done":true}' } } as const;

interface Ended {
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Seconds the execution took. */
  readonly took: number;
  /** What each act was answered: "ok" or the name of the error. */
  readonly answers: readonly string[];
  readonly events: readonly string[];
}

/** Runs a machine whose task waits for its token, and has somebody act on it. */
async function callback(task: object, acts: readonly Act[]): Promise<Ended> {
  const clock = new LocalClock(0);
  const answers: string[] = [];
  const engine: StatesEngine = new StatesEngine({
    ...{ clock, region: "us-east-1", account: "111111111111" },
    integrations: {
      invokeLambda: async () => null,
      async call(_, __, args) {
        const { token } = JSON.parse((args as { MessageBody: string }).MessageBody);
        clock.at(clock.now(), () => void clock.run("worker", () => act(token)));
        return { MessageId: "m" };
      },
    },
  });
  async function act(taskToken: string): Promise<void> {
    for (const { after, operation, request } of acts) {
      await clock.sleep(1_000 * after);
      try {
        OPERATIONS[operation](engine, { taskToken, ...request });
        answers.push("ok");
      } catch (error) {
        answers.push((error as Error).name);
      }
    }
  }
  const machine = aMachine({
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Arguments: { QueueUrl: "q", MessageBody: { token: "{% $states.context.Task.Token %}" } },
      End: true,
      ...task,
    },
  });
  const execution = engine.start(engine.register("m", machine, "STANDARD"), "e", {});
  await clock.drive(() => clock.waiting(execution.ended()));
  const took = clock.now() / 1_000;
  await clock.advance(1_000_000);
  const { status, output, error, failureCause: cause, history } = execution;
  return { status, output, error, cause, took, answers, events: history.events.map(typeOf) };
}

function typeOf({ type }: { readonly type: string }): string {
  return type;
}

describe("a task that waits for its token", () => {
  it("ends with what SendTaskSuccess says, and notes that it was submitted", async () => {
    const ended = await callback({}, [{ after: 5_000, ...SUCCESS }]);
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: { done: true }, took: 5_000 });
    expect(ended.events).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("fails as SendTaskFailure says, or without any name", async () => {
    const failure = { after: 1, operation: "sendTaskFailure" } as const;
    const named = { ...failure, request: { error: "DownloadFailed", cause: "checksum" } };
    expect(await callback({}, [named])).toMatchObject({
      status: "FAILED",
      error: "DownloadFailed",
      cause: "checksum",
    });
    const nameless = await callback({}, [failure]);
    expect(nameless).toMatchObject({ status: "FAILED", error: undefined, cause: undefined });
  });

  it("answers TaskTimedOut to whoever comes late, and counts only the first answer", async () => {
    const twice = await callback({}, [
      { after: 1, ...SUCCESS },
      { after: 1, operation: "sendTaskFailure" },
      { after: 1, ...HEARTBEAT },
    ]);
    expect(twice.status).toBe("SUCCEEDED");
    expect(twice.answers).toEqual(["ok", "TaskTimedOut", "TaskTimedOut"]);
    const late = await callback({ TimeoutSeconds: 10 }, [{ after: 11, ...SUCCESS }]);
    expect(late).toMatchObject({ status: "FAILED", error: "States.Timeout", took: 10 });
    expect(late.answers).toEqual(["TaskTimedOut"]);
  });

  it("gives every try a token of its own", async () => {
    const ended = await callback(
      {
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 1, MaxAttempts: 1 }],
      },
      [
        { after: 9, ...HEARTBEAT },
        { after: 5, ...SUCCESS },
      ],
    );
    // Two tries of 10 s and a second between; both workers come too late with their answer.
    expect(ended).toMatchObject({ status: "FAILED", error: "States.Timeout", took: 21 });
    expect(ended.answers).toEqual(["ok", "TaskTimedOut", "ok", "TaskTimedOut"]);
  });

  it.each(["States.HeartbeatTimeout", "States.Timeout", "States.ALL"])(
    "lets %s catch a missing heartbeat, which the history calls States.Timeout",
    async (name) => {
      const ended = await callback(
        { HeartbeatSeconds: 60, Retry: [{ ErrorEquals: [name], MaxAttempts: 1 }] },
        [],
      );
      expect(ended).toMatchObject({ error: "States.Timeout", took: 121 });
      expect(ended.events.filter((type) => type === "TaskTimedOut")).toHaveLength(2);
    },
  );

  it("lives exactly as long as the heartbeats come in time, and no longer than its timeout", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 101, max: 500 }),
        fc.array(fc.integer({ min: 1, max: 130 }), { maxLength: 8 }),
        async (HeartbeatSeconds, TimeoutSeconds, gaps) => {
          const acts = gaps.map((after) => ({ after, ...HEARTBEAT }));
          const ended = await callback({ HeartbeatSeconds, TimeoutSeconds }, [
            ...acts,
            { after: 1, ...SUCCESS },
          ]);
          const model = whenItEnds([...gaps, 1], HeartbeatSeconds, TimeoutSeconds);
          expect(ended.took).toBe(model.at);
          expect(ended.error).toBe(model.timedOut ? "States.Timeout" : undefined);
        },
      ),
      { numRuns: 40 },
    ));
});

/** At the very instant of a limit the limit wins: it was set first. */
function whenItEnds(
  gaps: readonly number[],
  heartbeat: number,
  timeout: number,
): { readonly at: number; readonly timedOut: boolean } {
  let now = 0;
  for (const gap of gaps) {
    const due = Math.min(now + heartbeat, timeout);
    if (now + gap >= due) return { at: due, timedOut: true };
    now += gap;
  }
  return { at: now, timedOut: false };
}

describe("TimeoutSeconds", () => {
  it("ends a task at its limit, or lets it be, whatever Retry there is", () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 3 }),
        async (limit, needs, retries) => {
          fc.pre(limit !== needs);
          const machine = aMachine({
            T: {
              Type: "Task",
              Resource: "arn:aws:lambda:us-east-1:111111111111:function:f",
              TimeoutSeconds: limit,
              Retry: [
                {
                  ErrorEquals: ["States.Timeout"],
                  IntervalSeconds: 5,
                  BackoffRate: 1,
                  MaxAttempts: retries,
                },
              ],
              End: true,
            },
          });
          const { status, history } = await runMachine(
            machine,
            {},
            {
              integrations: (clock) => ({
                invokeLambda: () => clock.sleep(1_000 * needs),
                call: () => Promise.reject(new Error("not called")),
              }),
            },
          );
          const took = (history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0);
          expect(status).toBe(needs < limit ? "SUCCEEDED" : "FAILED");
          expect(took).toBe(needs < limit ? needs : limit + retries * (limit + 5));
        },
      ),
      { numRuns: 40 },
    ));

  it("of the machine ends the execution, and no Catch runs", async () => {
    const machine = aMachine(
      {
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "W", States: { W: { Type: "Wait", Seconds: 99, End: true } } }],
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
          Next: "End",
        },
        End: { Type: "Succeed" },
      },
      { TimeoutSeconds: 10 },
    );
    const { history, ...result } = await runMachine(machine, {});
    expect(result).toEqual({ status: "TIMED_OUT" });
    expect(history.at(-1)).toMatchObject({ type: "ExecutionTimedOut", previousEventId: 0 });
    expect((history.at(-1)?.timestamp ?? 0) - (history[0]?.timestamp ?? 0)).toBe(10);
  });
});
