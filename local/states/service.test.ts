import { describe, expect, it } from "vitest";
import { ServiceError } from "../aws/service.ts";
import { LocalClock } from "../clock/clock.ts";
import { aMachine } from "./a-machine.ts";
import type { StatusChange } from "./description.ts";
import type { EngineOptions } from "./engine.ts";
import type { Machine } from "./machine.ts";
import { StatesService } from "./service.ts";

const START = Date.UTC(2026, 0, 5, 8);
const ARN = "arn:aws:states:us-east-1:111111111111:stateMachine:m";
const EXECUTION = "arn:aws:states:us-east-1:111111111111:execution:m";
const PASS = aMachine({ P: { Type: "Pass", Output: "{% $states.input.a %}", End: true } });
const WAIT = aMachine({ W: { Type: "Wait", Seconds: 60, End: true } });

type Answer = Readonly<Record<string, unknown>>;

/** A service with one machine `m`, called as the door calls it. */
class Bench {
  readonly clock = new LocalClock(START);
  readonly service: StatesService;

  constructor(machine: Machine, options: Partial<EngineOptions> = {}) {
    this.service = new StatesService({
      ...{ clock: this.clock, region: "us-east-1", account: "111111111111" },
      integrations: { invokeLambda: async () => null, call: async () => null },
      ...options,
    });
    this.service.addMachine("m", machine);
  }

  call(operation: string, request: object): Answer {
    return this.service.operations[operation]?.({ ...request }) as Answer;
  }

  start(request: object = {}): string {
    return String(
      this.call("StartExecution", { stateMachineArn: ARN, ...request })["executionArn"],
    );
  }

  describe(executionArn: string): Answer {
    return this.call("DescribeExecution", { executionArn });
  }

  /** The name and message of the error an operation answers with. */
  refusal(operation: string, request: object): string {
    try {
      return JSON.stringify(this.call(operation, request));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      expect(error.status).toBe(400);
      return `${error.name}: ${error.message}`;
    }
  }
}

describe("StartExecution", () => {
  it("starts, answers at once and ends as the machine does", async () => {
    const bench = new Bench(WAIT);
    const arn = bench.start({ name: "n", input: '{"a":1}' });
    expect(arn).toBe(`${EXECUTION}:n`);
    expect(bench.describe(arn)).toMatchObject({
      status: "RUNNING",
      startDate: START / 1_000,
      input: '{"a":1}',
      redriveStatus: "NOT_REDRIVABLE",
    });
    await bench.clock.drive(() => bench.service.ended(arn));
    expect(bench.describe(arn)).toEqual({
      executionArn: arn,
      stateMachineArn: ARN,
      name: "n",
      status: "SUCCEEDED",
      startDate: START / 1_000,
      stopDate: START / 1_000 + 60,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
  });

  it("is idempotent by name and input while it runs", async () => {
    const bench = new Bench(WAIT);
    const arn = bench.start({ name: "n", input: '{"a": 1}' });
    await bench.clock.advance(1_000);
    expect(bench.start({ name: "n", input: '{"a":1}' })).toBe(arn);
    expect(bench.call("ListExecutions", { stateMachineArn: ARN })["executions"]).toHaveLength(1);
    expect(bench.refusal("StartExecution", { stateMachineArn: ARN, name: "n" })).toBe(
      `ExecutionAlreadyExists: Execution Already Exists: '${arn}'`,
    );
  });

  it("refuses the name of a closed execution for 90 days, even one it has forgotten", async () => {
    const bench = new Bench(WAIT, { retention: { closed: 0, names: 10 } });
    const arn = bench.start({ name: "n" });
    await bench.clock.advance(60_000);
    const again = { stateMachineArn: ARN, name: "n" };
    expect(bench.refusal("DescribeExecution", { executionArn: arn })).toMatch(/DoesNotExist/);
    expect(bench.refusal("StartExecution", again)).toMatch(/^ExecutionAlreadyExists/);
    await bench.clock.advance(90 * 24 * 3_600_000);
    expect(bench.start({ name: "n" })).toBe(arn);
  });

  it.each<[string, object, RegExp]>([
    ["no ARN", { stateMachineArn: "m" }, /^InvalidArn: Invalid Arn: 'Invalid ARN prefix: m'$/],
    [
      "no machine",
      { stateMachineArn: `${ARN}x` },
      /^StateMachineDoesNotExist: State Machine Does Not Exist: '/,
    ],
    [
      "missing ARN",
      { stateMachineArn: undefined },
      /^ValidationException: 1 validation error detected: Value null at 'stateMachineArn'/,
    ],
    ["long name", { name: "x".repeat(81) }, /^InvalidName: Invalid Name: 'x/],
    ["empty name", { name: "" }, /^InvalidName/],
    ["blank in a name", { name: "a b" }, /^InvalidName/],
    ["forbidden sign", { name: "a:b" }, /^InvalidName/],
    ["control character", { name: "a\u0007" }, /^InvalidName/],
    [
      "input that is no JSON",
      { input: "{" },
      /^InvalidExecutionInput: Invalid State Machine Execution Input: '/,
    ],
    ["empty input", { input: "" }, /^InvalidExecutionInput: .*'Invalid execution input.'$/],
    [
      "input of more than 256 KiB",
      { input: `"${"ä".repeat(131_073)}"` },
      /^ValidationException: .*262144$/,
    ],
    ["input nested without end", { input: "[".repeat(5_000) + "]".repeat(5_000) }, /^InvalidEx/],
    ["name that is no text", { name: 1 }, /^SerializationException/],
    ["the ARN of an execution", { stateMachineArn: `${EXECUTION}:e` }, /^InvalidArn: .*not valid/],
  ])("refuses: %s", (_, request, answer) => {
    const bench = new Bench(PASS);
    expect(bench.refusal("StartExecution", { stateMachineArn: ARN, ...request })).toMatch(answer);
  });

  it("takes a name of 80 characters and an input of exactly 256 KiB", async () => {
    const bench = new Bench(WAIT);
    const arn = bench.start({ name: "-".repeat(80), input: `"${"x".repeat(262_142)}"` });
    await bench.clock.advance(60_000);
    expect(bench.describe(arn)).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("StopExecution", () => {
  it("aborts where it stands, once", async () => {
    const bench = new Bench(WAIT);
    const executionArn = bench.start();
    await bench.clock.advance(5_000);
    const stopped = { stopDate: START / 1_000 + 5 };
    const request = { executionArn, error: "Enough", cause: "why" };
    expect(bench.call("StopExecution", request)).toEqual(stopped);
    await bench.clock.advance(100_000);
    expect(bench.call("StopExecution", { executionArn, error: "Other" })).toEqual(stopped);
    expect(bench.describe(executionArn)).toMatchObject({
      status: "ABORTED",
      error: "Enough",
      cause: "why",
      redriveStatus: "REDRIVABLE",
    });
    const { events } = bench.call("GetExecutionHistory", { executionArn }) as { events: unknown[] };
    expect(events).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ type: "ExecutionAborted", previousEventId: 0 });
  });
});

describe("GetExecutionHistory and ListExecutions", () => {
  it("page through events, forwards and backwards", async () => {
    const bench = new Bench(WAIT);
    const executionArn = bench.start();
    await bench.clock.advance(60_000);
    const ids = (request: object) => {
      const answer = bench.call("GetExecutionHistory", { executionArn, ...request });
      const events = answer["events"] as { id: number }[];
      return [events.map(({ id }) => id), answer["nextToken"]] as const;
    };
    expect(ids({})).toEqual([[1, 2, 3, 4], undefined]);
    const [first, nextToken] = ids({ reverseOrder: true, maxResults: 3 });
    expect(first).toEqual([4, 3, 2]);
    expect(ids({ reverseOrder: true, maxResults: 3, nextToken })).toEqual([[1], undefined]);
    expect(bench.refusal("GetExecutionHistory", { executionArn, maxResults: 1_001 })).toMatch(
      /^ValidationException: .*Value '1001' at 'maxResults'/,
    );
    expect(bench.refusal("GetExecutionHistory", { executionArn, nextToken: "x" })).toMatch(
      /^InvalidToken/,
    );
  });

  it("leave data out when asked to", async () => {
    const bench = new Bench(PASS);
    const executionArn = bench.start({ input: '{"a":"secret"}' });
    await bench.clock.settle();
    const request = { executionArn, includeExecutionData: false };
    expect(JSON.stringify(bench.call("GetExecutionHistory", request))).not.toContain("secret");
  });

  it("list the newest first, page by page, whatever starts meanwhile", async () => {
    const bench = new Bench(WAIT);
    for (const name of ["n0", "n1", "n2", "n3"]) bench.start({ name });
    const page = (request: object) => {
      const asked = { stateMachineArn: ARN, maxResults: 2, ...request };
      const { executions, nextToken } = bench.call("ListExecutions", asked);
      return [(executions as { name: string }[]).map(({ name }) => name), nextToken] as const;
    };
    const [first, nextToken] = page({});
    bench.start({ name: "n4" });
    expect([first, page({ nextToken })[0], page({})[0]]).toEqual([
      ["n3", "n2"],
      ["n1", "n0"],
      ["n4", "n3"],
    ]);
    const executionArn = `${EXECUTION}:n0`;
    expect(bench.refusal("GetExecutionHistory", { executionArn, nextToken })).toMatch(
      /^InvalidToken/,
    );
    expect(bench.refusal("ListExecutions", { stateMachineArn: ARN, maxResults: -1 })).toMatch(
      /greater than or equal to 0/,
    );
  });

  it("refuse texts longer than the API takes", () => {
    const bench = new Bench(WAIT);
    const executionArn = bench.start();
    expect(bench.refusal("StopExecution", { executionArn, error: "e".repeat(257) })).toMatch(
      /^ValidationException: .*'error'.*256/,
    );
    expect(bench.describe(executionArn)).toMatchObject({ status: "RUNNING" });
  });

  it("list the newest first, by status", async () => {
    const bench = new Bench(WAIT);
    bench.start({ name: "old" });
    await bench.clock.advance(60_000);
    bench.start({ name: "new" });
    const names = (request: object) => {
      const answer = bench.call("ListExecutions", { stateMachineArn: ARN, ...request });
      return (answer["executions"] as { name: string }[]).map(({ name }) => name);
    };
    expect(names({})).toEqual(["new", "old"]);
    expect(names({ statusFilter: "RUNNING" })).toEqual(["new"]);
    expect(
      bench.refusal("ListExecutions", { stateMachineArn: ARN, statusFilter: "running" }),
    ).toMatch(/^ValidationException: .*Member must satisfy enum value set/);
  });
});

describe("state machines", () => {
  it("are described and listed", () => {
    const bench = new Bench(PASS);
    const described = bench.call("DescribeStateMachine", { stateMachineArn: ARN });
    expect(described).toMatchObject({ name: "m", status: "ACTIVE", type: "STANDARD" });
    expect(JSON.parse(String(described["definition"]))).toMatchObject({ StartAt: "P" });
    expect(bench.call("ListStateMachines", {})).toEqual({
      stateMachines: [
        { stateMachineArn: ARN, name: "m", type: "STANDARD", creationDate: START / 1_000 },
      ],
    });
  });

  it("are refused with InvalidDefinition at the door", () => {
    const definition = '{"QueryLanguage":"JSONata","StartAt":"X","States":{}}';
    expect(new Bench(PASS).refusal("CreateStateMachine", { name: "x", definition })).toMatch(
      /^InvalidDefinition: .*field "StartAt"/,
    );
  });
});

describe("task tokens", () => {
  it.each<[string, object, RegExp]>([
    [
      "SendTaskSuccess",
      { taskToken: "x", output: "{}" },
      /^InvalidToken: Invalid Token: 'Invalid token'$/,
    ],
    ["SendTaskSuccess", { taskToken: "x", output: "{" }, /^InvalidOutput/],
    ["SendTaskSuccess", { taskToken: "x" }, /^ValidationException: .*'output'/],
    ["SendTaskFailure", { taskToken: "" }, /^InvalidToken/],
    ["SendTaskHeartbeat", {}, /^ValidationException: .*'taskToken'/],
  ])("%s %j", (operation, request, answer) => {
    expect(new Bench(PASS).refusal(operation, request)).toMatch(answer);
  });
});

it("an execution nobody knows does not exist", async () => {
  const bench = new Bench(PASS);
  for (const operation of ["DescribeExecution", "GetExecutionHistory", "StopExecution"]) {
    expect(bench.refusal(operation, { executionArn: `${EXECUTION}:x` })).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${EXECUTION}:x'`,
    );
  }
  await expect(bench.service.ended(`${EXECUTION}:x`)).rejects.toThrow("Does Not Exist");
});

it("every start and every end is told, as EventBridge tells it", async () => {
  const told: StatusChange[] = [];
  const bench = new Bench(PASS, { onStatusChange: (detail) => told.push(detail) });
  bench.start({ name: "good", input: '{"a":1}' });
  await bench.clock.settle();
  bench.start({ name: "bad", input: "{}" });
  await bench.clock.settle();
  const common = { executionArn: `${EXECUTION}:good`, stateMachineArn: ARN, name: "good" };
  expect(told.slice(0, 2)).toEqual([
    expect.objectContaining({ ...common, status: "RUNNING", startDate: START, stopDate: null }),
    expect.objectContaining({ ...common, status: "SUCCEEDED", stopDate: START, output: "1" }),
  ]);
  expect(told[3]).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
});

it("keeps only the newest closed executions", async () => {
  const bench = new Bench(PASS, { retention: { closed: 5, names: 10 } });
  const arns: string[] = [];
  for (let index = 0; index < 50; index += 1) {
    arns.push(bench.start({ input: '{"a":1}' }));
    await bench.clock.settle();
  }
  const { executions } = bench.call("ListExecutions", { stateMachineArn: ARN });
  expect(executions).toHaveLength(5);
  expect(bench.describe(arns.at(-1) ?? "")).toMatchObject({ status: "SUCCEEDED" });
});
