import { fileURLToPath } from "node:url";
import { bankResources } from "../../local/bank-line/bank-flows.ts";
import { flowFilesIn } from "../../local/bank-line/flow-directory.ts";
import { both, stackEmissions } from "../../local/bank-line/stack-emissions.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import { CollectedEmissions } from "../../local/connect/emissions/collected-emissions.ts";
import type { Emissions } from "../../local/connect/emissions/emissions.ts";
import { unreliable } from "../../local/connect/emissions/unreliable-emissions.ts";
import type { InvokeFunction } from "../../local/connect/lambda-block.ts";
import { ContactSimulator } from "../../local/connect/simulator/contact-simulator.ts";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { LOCAL_INSTANCE } from "../../local/instance.ts";
import type { LogLine } from "../../local/lambda/function-logs.ts";
import { Random } from "../../local/random.ts";
import type { StatusChange } from "../../local/states/description.ts";

/** How long a function's event is on its way, and its answer: long enough to hang up meanwhile. */
export const REQUEST_MS = 200;
export const ANSWER_MS = 100;

const FLOWS = fileURLToPath(new URL("../../flows", import.meta.url));

/** A Monday morning. */
const STARTS_AT = Date.UTC(2026, 0, 5, 8);

/** Contact events come so many seconds late, and so in no order that could be relied on. */
const EVENT_DELAY = [0.1, 1.5] as const;

/** Contact records well within the three minutes that callers wait until they call again. */
const RECORD_AFTER = [60, 100] as const;

/** A demo bank for all runs, and what is known of it as a whole. */
export interface SweepBank {
  readonly stack: DemoBank;
  readonly clock: LocalClock;
  readonly logs: readonly LogLine[];
  /** Starts and ends of executions. */
  readonly executions: readonly StatusChange[];
  /** Every action of the bank's flows: `make-payment, Keep the card`. */
  readonly actions: readonly string[];
  /** A contact centre that one run has to itself, with the bank's flows, functions and stores. */
  openLine(seed: number): Line;
  /** The same; but nobody hears of its contacts. */
  openDeafLine(seed: number): ContactSimulator;
  close(): Promise<void>;
}

export interface Line {
  readonly simulator: ContactSimulator;
  /** What Connect emitted, in order. */
  readonly emitted: CollectedEmissions;
  /** What flows sent to functions. */
  readonly asked: readonly Asked[];
}

/** An invocation of a function. */
interface Asked {
  readonly functionName: string;
  /** The first contact of the call. */
  readonly root: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws what `openDemoBank` does */
export async function openSweepBank(): Promise<SweepBank> {
  const clock = new LocalClock(STARTS_AT);
  const stack = await openDemoBank({ port: 0, startAt: STARTS_AT, clock, seed: 1, endpoints: {} });
  const resources = bankResources(LOCAL_INSTANCE, stack.description);
  const logs: LogLine[] = [];
  const executions: StatusChange[] = [];
  stack.onLog((line) => logs.push(line));
  stack.onStatusChange((change) => executions.push(change));
  const centre = (seed: number, invoke: InvokeFunction, emissions: Emissions) =>
    new ContactSimulator({
      clock,
      seed,
      instance: LOCAL_INSTANCE,
      invoke,
      emissions,
      resources,
      settings: { recordAfterSeconds: RECORD_AFTER },
    });
  return {
    stack,
    clock,
    logs,
    executions,
    actions: flowFilesIn(FLOWS).flatMap((file) =>
      (resources.flow(file)?.flow.Actions ?? []).map(({ Identifier }) => `${file}, ${Identifier}`),
    ),
    openLine(seed) {
      const emitted = new CollectedEmissions(stack.recordings.bucket);
      const asked: Asked[] = [];
      const invoke = onItsWay(stack, (one) => asked.push(one));
      const simulator = centre(seed, invoke, both(emitted, delivered(stack, seed)));
      stack.contacts.add(simulator);
      return { simulator, emitted, asked };
    },
    openDeafLine: (seed) => centre(seed, stack.invoke, new CollectedEmissions()),
    close: () => stack.close(),
  };
}

function onItsWay(stack: DemoBank, tell: (asked: Asked) => void): InvokeFunction {
  return async (functionName, payload) => {
    tell(askedIn(functionName, payload));
    await stack.clock.sleep(REQUEST_MS);
    const answered = await stack.invoke(functionName, payload);
    await stack.clock.sleep(ANSWER_MS);
    return answered;
  };
}

function askedIn(functionName: string, payload: string): Asked {
  const { Details } = JSON.parse(payload) as {
    readonly Details: {
      readonly ContactData: { readonly InitialContactId: string };
      readonly Parameters: Readonly<Record<string, string>>;
    };
  };
  const { ContactData, Parameters } = Details;
  return { functionName, root: ContactData.InitialContactId, parameters: Parameters };
}

/**
 * Events are best effort: of those of calls in, which nothing but the ledger hears and whose loss it
 * makes up for, half arrive; a change of attributes, which tells nobody anything, never does.
 */
function delivered(stack: DemoBank, seed: number): Emissions {
  const all = stackEmissions(stack, LOCAL_INSTANCE, stack.recordings.bucket);
  const { clock } = stack;
  const random = new Random(seed);
  const some: Emissions = {
    ...all,
    contactEvent(event) {
      const { eventType, initiationMethod } = event.detail as Readonly<Record<string, string>>;
      if (eventType === "CONTACT_DATA_UPDATED") return;
      if (initiationMethod === "INBOUND" && random.chance(1 / 2)) return;
      all.contactEvent(event);
    },
  };
  return unreliable(some, { clock, random, contactEvents: { delay: EVENT_DELAY } });
}
