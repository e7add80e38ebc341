import { createHash } from "node:crypto";
import type { Ring } from "../../local/connect/instance/phone.ts";
import type { Call } from "../../local/connect/simulator/call.ts";
import { agentComes } from "./agents.ts";
import { customer } from "./customer.ts";
import type { Moment } from "./moment.ts";
import { listenForOffer, type Offer } from "./second-call.ts";
import type { Line, SweepBank } from "./sweep-bank.ts";
import { Watcher } from "./watcher.ts";
import type { Way } from "./way.ts";

/** By then the record of a call has arrived, and what it brings about is done. */
const RECORD_KNOWN_MS = 180_000;

/** A way, and the moment in it at which the caller hangs up; undefined: they go to its end. */
export interface Planned {
  readonly way: Way;
  readonly moment: Moment | undefined;
}

/** One caller's way, and what came of it. */
export interface Run extends Planned {
  readonly name: string;
  /** E.164; nobody else's. */
  readonly number: string;
  /** Another telephone of the same caller, E.164. */
  readonly otherNumber: string;
  readonly line: Line;
  readonly watcher: Watcher;
  readonly before: readonly Call[];
  readonly call: Call;
  /** What made it impossible to go on. */
  readonly problem: string | undefined;
  /** What the caller heard who called again when the record was there. */
  readonly offer: Offer;
}

/** `pays by card, 17+0 ms: make-payment, Keep the card`. Run by run different. */
export function nameOf({ way: { name }, moment }: Planned): string {
  if (moment === undefined) return `${name}, to the end`;
  const { inCallback, index, afterMs, flow, action } = moment;
  return `${name}, ${inCallback ? "callback " : ""}${index}+${afterMs} ms: ${flow}, ${action}`;
}

/** @param serial different for each run */
export async function play(bank: SweepBank, planned: Planned, serial: number): Promise<Run> {
  const { way, moment } = planned;
  const { clock } = bank;
  const name = nameOf(planned);
  const number = `+6421${5_000_000 + serial}`;
  const otherNumber = `+6421${6_000_000 + serial}`;
  const from = way.withheld ? "anonymous" : number;
  const seed = seedOf(name);
  const line = bank.openLine(seed);
  const { simulator } = line;
  // Of those who are called back half do not answer, unless it matters what they hear.
  const answers = moment === undefined || moment.inCallback || seed % 2 === 0;
  const rings = (): Ring => (answers ? { answersAfterSeconds: 5 } : "no-answer");
  for (const known of [number, otherNumber]) simulator.addPhone(known, { rings });
  const answering = (answers: string) => customer(answers, otherNumber.replace("+64", "0"), clock);
  const before: Call[] = [];
  for (const answers of way.before ?? []) {
    const call = simulator.call({ from, caller: answering(answers) });
    before.push(call);
    await call.ended();
    await clock.sleep(RECORD_KNOWN_MS);
  }
  if (way.agent) agentComes(simulator, clock, way.agent);
  const watcher = new Watcher(clock, way, moment);
  const call = simulator.call({ from, caller: answering(way.answers), observer: watcher });
  const problem = await call.ended().then(
    () => undefined,
    (error: Error) => error.message,
  );
  await clock.sleep(RECORD_KNOWN_MS);
  const offer = await listenForOffer(bank.openDeafLine(seedOf(`${name}, again`)), from);
  return { ...planned, name, number, otherNumber, line, watcher, before, call, problem, offer };
}

/** A run does the same alone and among others. */
function seedOf(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0);
}
