import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { type Integrations, TaskFailure } from "../integrations.ts";
import { type RunOptions, runMachine } from "../run-machine.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:balance";

/** Answers every call with what it was called with. */
const ECHO: Integrations = {
  invokeLambda: async (functionArn, payload) => ({ functionArn, payload }),
  call: async (service, action, args) => ({ service, action, args }),
};

function reaching(integrations: Partial<Integrations>): RunOptions {
  return { integrations: () => ({ ...ECHO, ...integrations }) };
}

function aTask(fields: object): ReturnType<typeof aMachine> {
  return aMachine({ T: { Type: "Task", Resource: FUNCTION, End: true, ...fields } });
}

describe("a Task that names a function", () => {
  it("passes its Arguments, or its input, and answers with the function's answer", async () => {
    expect((await runMachine(aTask({}), { a: 1 }, reaching({}))).output).toEqual({
      functionArn: FUNCTION,
      payload: { a: 1 },
    });
    const machine = aTask({ Arguments: { b: "{% $states.input.a %}" } });
    expect((await runMachine(machine, { a: 1 }, reaching({}))).output).toMatchObject({
      payload: { b: 1 },
    });
  });

  it("sees the answer as $states.result in Assign and Output", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        Assign: { got: "{% $states.result.payload.a %}" },
        Output: "{% $states.input.a + $states.result.payload.a %}",
        Next: "P",
      },
      P: { Type: "Pass", Output: "{% [$states.input, $got] %}", End: true },
    });
    expect((await runMachine(machine, { a: 2 }, reaching({}))).output).toEqual([4, 2]);
  });

  it("writes LambdaFunction events", async () => {
    const { history } = await runMachine(aTask({ TimeoutSeconds: 5 }), 1, reaching({}));
    expect(history.slice(2, 5).map(({ type }) => type)).toEqual([
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
    ]);
    expect(history[2]).toMatchObject({
      lambdaFunctionScheduledEventDetails: { resource: FUNCTION, input: "1", timeoutInSeconds: 5 },
    });
  });

  it("ends the execution with the function's error, its cause the payload's text", async () => {
    const cause = '{"errorMessage":"no","errorType":"Own","trace":[]}';
    const options = reaching({ invokeLambda: () => Promise.reject(new TaskFailure("Own", cause)) });
    const { history, ...result } = await runMachine(aTask({}), {}, options);
    expect(result).toEqual({ status: "FAILED", error: "Own", cause });
    expect(history.at(-2)).toMatchObject({
      type: "LambdaFunctionFailed",
      lambdaFunctionFailedEventDetails: { error: "Own", cause },
    });
  });

  it("times out after TimeoutSeconds, which may be an expression", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        TimeoutSeconds: "{% $states.input.limit %}",
        Catch: [
          { ErrorEquals: ["States.Timeout"], Output: "{% $states.errorOutput %}", Next: "L" },
        ],
        Next: "L",
      },
      L: { Type: "Pass", End: true },
    });
    const slow: RunOptions = {
      integrations: (clock) => ({ ...ECHO, invokeLambda: () => clock.sleep(60_000) }),
    };
    const { output, history } = await runMachine(machine, { limit: 5 }, slow);
    expect(output).toEqual({ Error: "States.Timeout", Cause: "" });
    expect(history.map(({ type }) => type)).toContain("LambdaFunctionTimedOut");
  });

  it("does not let States.TaskFailed catch a timeout", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "End" }],
        Next: "End",
      },
      End: { Type: "Succeed" },
    });
    const options: RunOptions = {
      integrations: (clock) => ({ ...ECHO, invokeLambda: () => clock.sleep(2_000) }),
    };
    expect(await runMachine(machine, {}, options)).toMatchObject({
      status: "FAILED",
      error: "States.Timeout",
    });
  });

  it("takes an answer of more than 256 KiB for a failure of the task", async () => {
    const options = reaching({ invokeLambda: async () => "a".repeat(263_168) });
    const { error, cause } = await runMachine(aTask({}), {}, options);
    expect(error).toBe("States.DataLimitExceeded");
    expect(cause).toBe(
      `The state/task '${FUNCTION}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  });

  it("ends with States.Runtime, beyond every Catch, when the integration itself breaks", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
        Next: "End",
      },
      End: { Type: "Succeed" },
    });
    const options = reaching({ invokeLambda: () => Promise.reject(new TypeError("bug")) });
    expect(await runMachine(machine, {}, options)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "The task's integration broke: TypeError: bug",
    });
  });
});

describe("a Task's Catch", () => {
  it("never takes States.Runtime, not even by its name", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        Retry: [{ ErrorEquals: ["States.Runtime"] }],
        Catch: [
          { ErrorEquals: ["States.Runtime"], Next: "End" },
          { ErrorEquals: ["States.ALL"], Next: "End" },
        ],
        Next: "End",
      },
      End: { Type: "Succeed" },
    });
    const failure = new TaskFailure("States.Runtime", "not integrated");
    const options = reaching({ invokeLambda: () => Promise.reject(failure) });
    expect(await runMachine(machine, {}, options)).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
    });
  });

  it("takes the first catcher that names the error, with its Assign and Output", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        Assign: { result: "{% $states.result %}" },
        Catch: [
          { ErrorEquals: ["Other"], Next: "End" },
          {
            ErrorEquals: ["Own", "Third"],
            Assign: { name: "{% $states.errorOutput.Error %}" },
            Output: { input: "{% $states.input %}", cause: "{% $states.errorOutput.Cause %}" },
            Next: "End",
          },
          { ErrorEquals: ["States.ALL"], Next: "End" },
        ],
        Next: "End",
      },
      End: {
        Type: "Pass",
        Output: "{% [$states.input, $name, $exists($result)] %}",
        End: true,
      },
    });
    const options = reaching({ invokeLambda: () => Promise.reject(new TaskFailure("Own", "why")) });
    expect((await runMachine(machine, 1, options)).output).toEqual([
      { input: 1, cause: "why" },
      "Own",
      false,
    ]);
  });

  it("catches a failing expression of the state", async () => {
    const machine = aMachine({
      T: {
        Type: "Task",
        Resource: FUNCTION,
        Output: "{% $states.result.missing %}",
        Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "End" }],
        Next: "End",
      },
      End: { Type: "Pass", Output: "{% $states.input.Error %}", End: true },
    });
    expect((await runMachine(machine, {}, reaching({}))).output).toBe(
      "States.QueryEvaluationError",
    );
  });
});

describe("the context object", () => {
  it("tells execution, machine and state, and the count of retries on every try", async () => {
    const seen: unknown[] = [];
    const machine = aTask({
      Arguments: "{% $states.context %}",
      Retry: [{ ErrorEquals: ["Own"], IntervalSeconds: 2, MaxAttempts: 2 }],
    });
    const options = reaching({
      async invokeLambda(_, payload) {
        seen.push(payload);
        throw new TaskFailure("Own", "no");
      },
    });
    await runMachine(machine, { a: 1 }, { ...options, startAt: 0 });
    expect(seen).toEqual(
      [0, 1, 2].map((RetryCount) => ({
        Execution: {
          Id: "arn:aws:states:us-east-1:111111111111:execution:machine:execution",
          Input: { a: 1 },
          Name: "execution",
          RoleArn: "arn:aws:iam::111111111111:role/machine",
          StartTime: "1970-01-01T00:00:00.000Z",
          RedriveCount: 0,
        },
        StateMachine: {
          Id: "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
          Name: "machine",
        },
        State: { Name: "T", EnteredTime: "1970-01-01T00:00:00.000Z", RetryCount },
      })),
    );
  });
});
