import { LocalClock } from "../clock/clock.ts";
import type { Caller } from "./caller/caller.ts";
import type { Instance } from "./contact.ts";
import { CollectedEmissions } from "./emissions/collected-emissions.ts";
import type { InvokeFunction } from "./lambda-block.ts";
import type { Flow } from "./language/flow.ts";
import type { Call, CallResult } from "./simulator/call.ts";
import { type CallOptions, ContactSimulator } from "./simulator/contact-simulator.ts";
import type { SimulatorOptions } from "./simulator/options.ts";

/** A Monday morning. */
export const MORNING: number = Date.UTC(2026, 0, 5, 8);

export const INSTANCE: Instance = {
  arn: "arn:aws:connect:ap-southeast-2:123456789012:instance/10000000-0000-4000-8000-000000000001",
  account: "123456789012",
  region: "ap-southeast-2",
  alias: "demo-bank",
};

/** The event a function gets, as far as tests read it. */
export interface FunctionEvent {
  readonly Details: {
    readonly ContactData: Readonly<Record<string, unknown>>;
    readonly Parameters: Readonly<Record<string, unknown>>;
  };
}

type LambdaFunction = (event: FunctionEvent) => unknown;

export interface CentreOptions extends Partial<Omit<SimulatorOptions, "invoke" | "emissions">> {
  /** Functions by name; what they throw is a function error. */
  readonly functions?: Readonly<Record<string, LambdaFunction>>;
  /** What emissions pass through. */
  readonly through?: (to: CollectedEmissions, clock: LocalClock) => SimulatorOptions["emissions"];
}

/** A simulated contact centre for tests, on a driven clock of its own. */
export class Centre {
  readonly clock: LocalClock;
  readonly emissions: CollectedEmissions = new CollectedEmissions();
  readonly simulator: ContactSimulator;
  /** Events that functions got, in order. */
  readonly invocations: FunctionEvent[] = [];

  constructor({ functions = {}, through, ...options }: CentreOptions = {}) {
    this.clock = options.clock ?? new LocalClock(MORNING);
    this.simulator = new ContactSimulator({
      seed: 1,
      instance: INSTANCE,
      ...options,
      clock: this.clock,
      invoke: this.#invokerOf(functions),
      emissions: through?.(this.emissions, this.clock) ?? this.emissions,
    });
  }

  /** Runs one call to its end, and what follows it. */
  async run(
    flow: Flow | string,
    caller: Caller = {},
    options: Partial<CallOptions> = {},
  ): Promise<CallResult> {
    return this.clock.drive(async () => {
      const result = await this.call(flow, caller, options).ended();
      await this.simulator.settled();
      return result;
    });
  }

  /** @param flow a flow, or the name of one that was added */
  call(flow: Flow | string, caller: Caller = {}, options: Partial<CallOptions> = {}): Call {
    if (typeof flow !== "string") this.simulator.resources.addFlow("main", flow);
    const name = typeof flow === "string" ? flow : "main";
    return this.simulator.call({ from: "+6421555010", flow: name, caller, ...options });
  }

  #invokerOf(functions: Readonly<Record<string, LambdaFunction>>): InvokeFunction {
    return async (name, payload) => {
      const code = functions[name];
      if (code === undefined)
        throw Object.assign(new Error(name), { name: "NotFound", status: 404 });
      const event = JSON.parse(payload) as FunctionEvent;
      this.invocations.push(event);
      try {
        return { payload: JSON.stringify((await code(event)) ?? null) };
      } catch (error) {
        return {
          payload: JSON.stringify({ errorMessage: String(error) }),
          functionError: "Unhandled",
        };
      }
    };
  }
}

/** The way a call took: `action: branch`. */
export function wayOf({ trace }: Pick<CallResult, "trace">): string[] {
  return trace.path.map(({ identifier, branch }) => `${identifier}: ${branch}`);
}

/** Types of the contact events that were emitted, of one contact or of all. */
export function eventTypes({ emissions }: Centre, contactId?: string): string[] {
  return emissions.events
    .map(({ detail }) => detail as { contactId: string; eventType: string })
    .filter((detail) => contactId === undefined || detail.contactId === contactId)
    .map(({ eventType }) => eventType);
}
