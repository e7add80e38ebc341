import type { FlowDirectory } from "../../bank-line/flow-directory.ts";
import { both, stackEmissions } from "../../bank-line/stack-emissions.ts";
import { setUpNamed } from "../../bank-line/telephone/named-resources.ts";
import { CollectedEmissions } from "../../connect/emissions/collected-emissions.ts";
import { unreliable } from "../../connect/emissions/unreliable-emissions.ts";
import { Resources } from "../../connect/instance/resources.ts";
import type { InvokeFunction } from "../../connect/lambda-block.ts";
import { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { LOCAL_INSTANCE } from "../../instance.ts";
import type { LogLine } from "../../lambda/function-logs.ts";
import { Random } from "../../random.ts";
import { empty } from "./emptied.ts";

/** The number that customers call; it leads to the flow `entry`, where there is one. */
const LINE = "+6448300100";

/** Contact events come so many seconds late, and so in no order that could be relied on. */
const EVENT_DELAY = [0.1, 1.5] as const;

/** Contact records well within the two minutes that tests wait for them. */
const RECORD_AFTER = [60, 100] as const;

/** The contact centre of one test. */
export interface TestCentre {
  readonly simulator: ContactSimulator;
  /** The bank's flows, known by the ARNs of elsewhere, too. */
  readonly flows: FlowDirectory;
  /** What Connect emitted, in order. */
  readonly emitted: CollectedEmissions;
  /** What functions logged. */
  readonly functionLog: readonly LogLine[];
  /**
   * Ends what still goes on, and leaves the bank as it was. Part of the clock's driven work.
   * @throws CallProblem of a callback; what a delivery within the stack threw
   */
  close(): Promise<void>;
}

export interface CentreSetup {
  readonly stack: DemoBank;
  readonly flows: FlowDirectory;
  readonly seed: number;
  /** Takes the place of the bank's functions where it likes. */
  readonly invoke: (bank: InvokeFunction) => InvokeFunction;
  /** ARNs of what must be there beside what flows name. */
  readonly named: readonly string[];
}

export function openCentre({ stack, flows, seed, invoke, named }: CentreSetup): TestCentre {
  const { clock } = stack;
  const emitted = new CollectedEmissions(stack.recordings.bucket);
  const functionLog: LogLine[] = [];
  const problemsBefore = stack.delivery.problems.length;
  const stopListening = stack.onLog((line) => functionLog.push(line));
  const delivered = unreliable(stackEmissions(stack, LOCAL_INSTANCE, stack.recordings.bucket), {
    clock,
    random: new Random(seed),
    contactEvents: { delay: EVENT_DELAY },
  });
  const resources = resourcesOf(flows, named);
  const simulator = new ContactSimulator({
    clock,
    seed,
    instance: LOCAL_INSTANCE,
    invoke: invoke(stack.invoke),
    emissions: both(emitted, delivered),
    resources,
    settings: { recordAfterSeconds: RECORD_AFTER },
  });
  // Connect's API knows its contacts.
  stack.contacts.add(simulator);
  return {
    simulator,
    flows: knownBy(flows, resources),
    emitted,
    functionLog,
    async close() {
      try {
        for (const callback of simulator.callbacks) callback.end();
        await simulator.settled();
        await clock.sleep(1000 * EVENT_DELAY[1]);
        await stack.delivery.idle();
        const problem = stack.delivery.problems[problemsBefore];
        if (problem !== undefined) throw problem;
      } finally {
        stopListening();
        for (const table of stack.description.tables) await empty(stack.dynamodb, table);
      }
    },
  };
}

/** What flows of elsewhere name by ARN is there, too, and always open: a test can be of any flow. */
function resourcesOf({ flows }: FlowDirectory, named: readonly string[]): Resources {
  const resources = new Resources(LOCAL_INSTANCE);
  const added = [...flows].map(([id, { name, flow }]) => {
    resources.addModule(name, flow, { id });
    return resources.addFlow(name, flow, { id });
  });
  const whisper = flows.get("outbound-whisper");
  resources.addQueue("service", { ...(whisper && { outboundWhisperFlow: whisper.arn }) });
  const entry = flows.get("entry");
  if (entry) resources.addNumber(LINE, entry.arn);
  setUpNamed(resources, added, named);
  return resources;
}

function knownBy({ flows, fileOf }: FlowDirectory, resources: Resources): FlowDirectory {
  const files = new Map([...flows].map(([file, { flow }]) => [flow, file]));
  const at = (arn: string) => (resources.flow(arn) ?? resources.module(arn))?.flow;
  return {
    flows,
    fileOf(arn) {
      const known = fileOf(arn);
      const flow = known === undefined ? at(arn) : undefined;
      return known ?? (flow && files.get(flow));
    },
  };
}
