import type { Instance } from "../connect/contact.ts";
import type { Emissions } from "../connect/emissions/emissions.ts";
import type { InvokeFunction } from "../connect/lambda-block.ts";
import type { CentreSettings } from "../connect/life/centre.ts";
import { ContactSimulator } from "../connect/simulator/contact-simulator.ts";
import type { DemoBank } from "../demo-bank.ts";
import { LOCAL_INSTANCE } from "../instance.ts";
import { bankResources } from "./bank-flows.ts";
import { stackEmissions } from "./stack-emissions.ts";

export interface BankLineOptions {
  /** Of contact ids, delays and whatever else is left to chance. */
  readonly seed: number;
  /** @default LOCAL_INSTANCE */
  readonly instance?: Instance;
  /** What stands between the flows and the bank's functions. @default nothing */
  readonly invoke?: (functions: InvokeFunction) => InvokeFunction;
  /** What stands between Connect and those who hear of contacts. @default nothing: at once, once */
  readonly emissions?: (stack: Emissions) => Emissions;
  readonly settings?: Partial<CentreSettings>;
}

/**
 * Opens the demo bank's telephone lines: who calls one of `BANK_NUMBERS` on the simulator that is
 * returned goes through the flows of `flows/`, which invoke the functions of the stack. What Connect
 * would emit goes to the stack, and Connect's API of the bank knows the contacts. There are no agents
 * yet: see `Crew`.
 * @throws FlowDirectoryError
 */
export function openBankLine(bank: DemoBank, options: BankLineOptions): ContactSimulator {
  const { seed, instance = LOCAL_INSTANCE, invoke, emissions, settings } = options;
  const stack = stackEmissions(bank, instance, bank.recordings.bucket);
  const simulator = new ContactSimulator({
    clock: bank.clock,
    seed,
    instance,
    invoke: invoke ? invoke(bank.invoke) : bank.invoke,
    emissions: emissions ? emissions(stack) : stack,
    resources: bankResources(instance, bank.description),
    settings: { recordingsPrefix: bank.recordings.prefix, ...settings },
  });
  bank.contacts.add(simulator);
  return simulator;
}
