import { table } from "../cli/terminal/table.ts";
import { aFlow, HANG_UP, says } from "../local/connect/a-flow.ts";
import { scriptedCaller } from "../local/connect/caller/scripted-caller.ts";
import { CollectedEmissions } from "../local/connect/emissions/collected-emissions.ts";
import { Resources } from "../local/connect/instance/resources.ts";
import type { Flow } from "../local/connect/language/flow.ts";
import { ContactSimulator } from "../local/connect/simulator/contact-simulator.ts";
import { functionArns } from "../local/connect/test-run/bank/bank-functions.ts";
import { stackEmissions } from "../local/connect/test-run/bank/stack-emissions.ts";
import { LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../local/instance.ts";
import type { LocalStack } from "../local/stack.ts";
import { withStack } from "./bench-stack.ts";

const CALLS = 150;
const WARM_UP = 15;

/** Parts of the stack that take part in a call. */
interface Parts {
  readonly functions: boolean;
  readonly events: boolean;
}

/**
 * How many calls does the contact simulator play in a second, and what do they spend their time
 * with? Each call from ringing to its contact record, one after another, and all at once.
 */
export function callsSimulated(): Promise<string> {
  return withStack(async (stack) => {
    const { TrackerCheckFunctionArn = "" } = functionArns(stack.description);
    const rows: string[][] = [];
    for (const [name, flow, script] of kinds(TrackerCheckFunctionArn)) {
      const play = (parts: Parts, calls: number, atOnce = false) =>
        milliseconds(stack, flow, script, parts, calls, atOnce);
      await play({ functions: true, events: true }, WARM_UP);
      const flowAlone = await play({ functions: false, events: false }, CALLS);
      const withFunctions = await play({ functions: true, events: false }, CALLS);
      const whole = await play({ functions: true, events: true }, CALLS);
      const atOnce = await play({ functions: true, events: true }, CALLS, true);
      const shares = {
        "flow and clock": flowAlone,
        functions: Math.max(0, withFunctions - flowAlone),
        "events and records": Math.max(0, whole - withFunctions),
      };
      const [most = ""] = Object.entries(shares).sort(([, a], [, b]) => b - a)[0] ?? [];
      rows.push([
        name,
        (1000 / whole).toFixed(0),
        (1000 / atOnce).toFixed(0),
        ...Object.values(shares).map((ms) => ms.toFixed(2)),
        most,
      ]);
    }
    const head = [
      "call",
      "calls/s",
      "at once",
      "flow ms",
      "functions ms",
      "events ms",
      "most of it",
    ];
    return table(head, rows);
  });
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

/** Per call. */
async function milliseconds(
  stack: LocalStack,
  flow: Flow,
  script: string,
  { functions, events }: Parts,
  calls: number,
  atOnce: boolean,
): Promise<number> {
  const { clock } = stack;
  const resources = new Resources(LOCAL_INSTANCE);
  resources.addFlow("line", flow);
  resources.addQueue("service");
  const simulator = new ContactSimulator({
    clock,
    seed: 1,
    instance: LOCAL_INSTANCE,
    resources,
    invoke: functions ? stack.invoke : async () => ({ payload: "{}" }),
    emissions: events
      ? stackEmissions(stack, LOCAL_INSTANCE, LOCAL_RECORDINGS.bucket)
      : new CollectedEmissions(),
  });
  for (let agent = 0; agent < (atOnce ? calls : 1); agent += 1) {
    simulator.addAgent({ username: `agent-${agent}`, queues: ["service"] });
  }
  const began = performance.now();
  for (let index = 0; index < calls; index += 1) {
    const from = `+64216${String(index).padStart(6, "0")}`;
    const call = simulator.call({ from, flow: "line", caller: scriptedCaller(script, clock) });
    if (!atOnce) await call.ended();
    if (!atOnce) await simulator.settled();
  }
  await simulator.settled();
  await stack.delivery.idle();
  return (performance.now() - began) / calls;
}
