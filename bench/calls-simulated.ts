import { table } from "../cli/terminal/table.ts";
import { functionArns } from "../local/bank-line/bank-functions.ts";
import { stackEmissions } from "../local/bank-line/stack-emissions.ts";
import { LocalClock } from "../local/clock/clock.ts";
import { aFlow, HANG_UP, says } from "../local/connect/a-flow.ts";
import { scriptedCaller } from "../local/connect/caller/scripted-caller.ts";
import { CollectedEmissions } from "../local/connect/emissions/collected-emissions.ts";
import { Resources } from "../local/connect/instance/resources.ts";
import type { Flow } from "../local/connect/language/flow.ts";
import { ContactSimulator } from "../local/connect/simulator/contact-simulator.ts";
import type { SimulatorOptions } from "../local/connect/simulator/options.ts";
import { LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../local/instance.ts";
import type { LocalStack } from "../local/stack.ts";
import { withStack } from "./bench-stack.ts";
import { median } from "./median.ts";

const HEAD = [
  "call",
  "calls/s",
  "at once",
  "without stack",
  "flow ms",
  "functions ms",
  "listeners ms",
  "most of it",
];

const ROUNDS = 5;
const CALLS = 25;

/** What is around a simulator. */
interface Surroundings extends Pick<SimulatorOptions, "invoke" | "emissions"> {
  /** Waits until nobody is at work any more. */
  idle(): Promise<void>;
}

/** Milliseconds for each call. */
interface Cost {
  readonly whole: number;
  /** Within the functions that the flow invokes. */
  readonly functions: number;
}

/**
 * How many calls does the contact simulator play in a second, and what do they spend their time
 * with? Each call from ringing to its contact record, in the whole stack, one after another and 25
 * at once; and without a stack, which is what flow and clock cost. The rest is who listens to
 * contacts: functions behind events, records and logs, and the sweeps of the time that passes.
 */
export async function callsSimulated(): Promise<string> {
  // Apart from the stack, whose time would pass meanwhile.
  const bare: number[] = [];
  for (const [, flow, script] of kinds("function")) bare.push(await withoutStack(flow, script));
  return withStack(async (stack) => {
    const { TrackerCheckFunctionArn = "" } = functionArns(stack.description);
    const rows: string[][] = [];
    for (const [index, [name, flow, script]] of kinds(TrackerCheckFunctionArn).entries()) {
      rows.push([name, ...(await withinStack(stack, flow, script, bare[index] ?? 0))]);
    }
    return table(HEAD, rows);
  });
}

async function withoutStack(flow: Flow, script: string): Promise<number> {
  const surroundings: Surroundings = {
    invoke: async () => ({ payload: "{}" }),
    emissions: new CollectedEmissions(),
    idle: async () => {},
  };
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const clock = new LocalClock(Date.UTC(2026, 0, 5, 8));
    const { whole } = await clock.drive(() => play(clock, surroundings, flow, script, false));
    // The first round is for warming up.
    if (round > 0) times.push(whole);
  }
  return median(times);
}

async function withinStack(
  stack: LocalStack,
  flow: Flow,
  script: string,
  alone: number,
): Promise<string[]> {
  const surroundings: Surroundings = {
    invoke: stack.invoke,
    emissions: stackEmissions(stack, LOCAL_INSTANCE, LOCAL_RECORDINGS.bucket),
    idle: () => stack.delivery.idle(),
  };
  const costs: Cost[] = [];
  const atOnce: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = await play(stack.clock, surroundings, flow, script, false);
    const many = await play(stack.clock, surroundings, flow, script, true);
    if (round === 0) continue;
    costs.push(one);
    atOnce.push(many.whole);
  }
  const total = median(costs.map(({ whole }) => whole));
  const functions = median(costs.map((cost) => cost.functions));
  const shares = {
    "flow and clock": alone,
    functions,
    "who listens": Math.max(0, total - alone - functions),
  };
  const [most = ""] = Object.entries(shares).sort(([, a], [, b]) => b - a)[0] ?? [];
  return [
    (1000 / total).toFixed(0),
    (1000 / median(atOnce)).toFixed(0),
    (1000 / alone).toFixed(0),
    ...Object.values(shares).map((ms) => ms.toFixed(2)),
    most,
  ];
}

function kinds(functionArn: string): readonly (readonly [name: string, Flow, script: string])[] {
  const menu = (first: string, rest: Parameters<typeof aFlow>[0]) =>
    aFlow({
      welcome: says("Welcome to the bank.", "menu"),
      menu: [
        "GetParticipantInput",
        { Text: "Press 1.", StoreInput: "False" },
        {
          "=1": first,
          NoMatchingCondition: "end",
          NoMatchingError: "end",
          InputTimeLimitExceeded: "end",
        },
      ],
      ...rest,
      end: HANG_UP,
    });
  return [
    ["a menu", menu("end", {}), "1"],
    [
      "a menu and a function",
      menu("look", {
        look: [
          "InvokeLambdaFunction",
          { LambdaFunctionARN: functionArn },
          { next: "end", NoMatchingError: "end" },
        ],
      }),
      "1",
    ],
    [
      "a menu, a queue and an agent",
      menu("choose", {
        choose: [
          "UpdateContactTargetQueue",
          { QueueId: "service" },
          { next: "wait", NoMatchingError: "end" },
        ],
        wait: ["TransferContactToQueue", {}, { QueueAtCapacity: "end", NoMatchingError: "end" }],
      }),
      "1",
    ],
  ];
}

async function play(
  clock: LocalClock,
  { idle, invoke, emissions }: Surroundings,
  flow: Flow,
  script: string,
  atOnce: boolean,
): Promise<Cost> {
  const resources = new Resources(LOCAL_INSTANCE);
  resources.addFlow("line", flow);
  resources.addQueue("service");
  let functions = 0;
  const simulator = new ContactSimulator({
    clock,
    seed: 1,
    instance: LOCAL_INSTANCE,
    resources,
    async invoke(name, payload) {
      const from = performance.now();
      const answer = await invoke(name, payload);
      functions += performance.now() - from;
      return answer;
    },
    emissions,
  });
  for (let agent = 0; agent < (atOnce ? CALLS : 1); agent += 1) {
    simulator.addAgent({ username: `agent-${agent}`, queues: ["service"] });
  }
  const began = performance.now();
  for (let index = 0; index < CALLS; index += 1) {
    const from = `+64216${String(index).padStart(6, "0")}`;
    const call = simulator.call({ from, flow: "line", caller: scriptedCaller(script, clock) });
    if (atOnce) continue;
    await call.ended();
    await simulator.settled();
  }
  await simulator.settled();
  await idle();
  return { whole: (performance.now() - began) / CALLS, functions: functions / CALLS };
}
