import type { LocalClock } from "../../clock/clock.ts";
import type { Caller } from "../../connect/caller/caller.ts";
import { CollectedEmissions } from "../../connect/emissions/collected-emissions.ts";
import type { Stubs } from "../../connect/flow/observer.ts";
import type { Phone } from "../../connect/instance/phone.ts";
import { makeSecurityKey } from "../../connect/instance/security-key.ts";
import type { Call } from "../../connect/simulator/call.ts";
import { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { BusEvent } from "../../delivery/event-bus.ts";
import { type DemoBank, openDemoBank } from "../../demo-bank.ts";
import { LOCAL_INSTANCE } from "../../instance.ts";
import { functionArns } from "../bank-functions.ts";
import { flowArns } from "../flow-directory.ts";
import type { Values } from "../placeholders.ts";
import { both, stackEmissions } from "../stack-emissions.ts";
import { AgentOnDuty } from "./agent-on-duty.ts";
import type { FlowFiles } from "./flow-files.ts";
import { lineResources, SERVICE_QUEUE } from "./line-resources.ts";

/** Two minutes are enough for a record, and for whatever the bank does because of it. */
const RECORD_AFTER_SECONDS = [60, 100] as const;

/** The caller's telephone, which the bank calls back. */
export interface CallersPhone extends Phone {
  readonly isEngaged: boolean;
  /** The bank is about to dial. @returns seconds until it does, at most 20 */
  aboutToRing(): number;
}

export interface TelephoneLineOptions {
  /** Driven. */
  readonly clock: LocalClock;
  readonly seed: number;
  readonly flows: FlowFiles;
  /** How long whoever is in the queue waits; undefined: until `agent.takeNext`. */
  readonly agentAfterSeconds: number | undefined;
  readonly phone: CallersPhone;
}

export interface Dialling {
  /** E.164, or `anonymous`. */
  readonly from: string;
  readonly caller: Caller;
  readonly stubs: Stubs;
  /** Contact attributes to begin with. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A demo bank that one person calls. */
export interface TelephoneLine {
  readonly clock: LocalClock;
  readonly simulator: ContactSimulator;
  readonly agent: AgentOnDuty;
  /** Everything that Connect emitted, in order. */
  readonly emitted: CollectedEmissions;
  call(dialling: Dialling): Call;
  /** @throws what a delivery within the bank threw */
  check(): void;
  close(): Promise<void>;
}

/**
 * Opens a demo bank of its own at any free port, with these flows on its telephone line.
 * @throws what `openDemoBank` does
 */
export async function openTelephoneLine(options: TelephoneLineOptions): Promise<TelephoneLine> {
  const { clock, seed } = options;
  const startAt = clock.now();
  const bank = await openDemoBank({ port: 0, startAt, clock, seed, endpoints: {} });
  try {
    return lineOf(bank, options);
  } catch (error) {
    await bank.close();
    throw error;
  }
}

function lineOf(bank: DemoBank, options: TelephoneLineOptions): TelephoneLine {
  const { clock, seed, flows, phone } = options;
  const values = valuesOf(bank, flows);
  const { resources, queues, answering } = lineResources(flows, values);
  const emitted = new CollectedEmissions(bank.recordings.bucket);
  const delivered = stackEmissions(bank, LOCAL_INSTANCE, bank.recordings.bucket);
  const simulator = new ContactSimulator({
    clock,
    seed,
    instance: LOCAL_INSTANCE,
    invoke: bank.invoke,
    emissions: both(emitted, {
      ...delivered,
      contactEvent(event) {
        delivered.contactEvent(event);
        see(event);
      },
    }),
    resources,
    settings: { recordAfterSeconds: RECORD_AFTER_SECONDS },
  });
  bank.contacts.add(simulator);
  const agent = new AgentOnDuty(simulator, clock, {
    queues,
    afterSeconds: options.agentAfterSeconds,
    isEngaged: () => phone.isEngaged,
    aboutToDial: () => phone.aboutToRing(),
  });
  const see = (event: BusEvent): void => {
    agent.see(event);
    const { contactId = "", initiationMethod } = event.detail as Record<string, string>;
    const number = simulator.contact(contactId)?.customerAddress;
    if (initiationMethod === "CALLBACK" && number) simulator.addPhone(number, phone);
  };
  // The bank's other flows find what its first one would have set.
  const given = flows.answering.ours ? { main_flow: values["MainFlowArn"] ?? "" } : {};
  return {
    clock,
    simulator,
    agent,
    emitted,
    call: ({ attributes, ...dialling }) =>
      simulator.call({ ...dialling, flow: answering, attributes: { ...given, ...attributes } }),
    check() {
      const [problem] = bank.delivery.problems;
      if (problem !== undefined) throw problem;
    },
    close: () => bank.close(),
  };
}

function valuesOf(bank: DemoBank, { files }: FlowFiles): Values {
  const key = makeSecurityKey("demo-bank");
  const ids = files.map(({ id }) => id);
  return {
    ...flowArns(ids, LOCAL_INSTANCE),
    ...functionArns(bank.description),
    ServiceQueueArn: `${LOCAL_INSTANCE.arn}/queue/${SERVICE_QUEUE}`,
    InputEncryptionKeyId: key.id,
    InputEncryptionKey: key.publicKey,
  };
}
