import { BANK_NUMBERS, type BankQueue } from "../../bank-line/bank-flows.ts";
import type { Contact } from "../../connect/contact.ts";
import type { Observer } from "../../connect/flow/observer.ts";
import type { Ring } from "../../connect/instance/phone.ts";
import type { Call } from "../../connect/simulator/call.ts";
import { type Act, type Habit, Person } from "./person.ts";
import { SAID } from "./questions.ts";
import type { World } from "./world.ts";

export interface Dialling {
  /** Whom they dial. @default service */
  readonly line?: BankQueue;
  /** @default the caller's own number */
  readonly from?: string;
  /** What the caller does with an agent. @default talks until the agent hangs up */
  readonly withAgent?: Act;
  /** Answers without thinking, so that two can do the same thing at the same instant. */
  readonly prompt?: boolean;
  readonly observer?: Observer;
  /** Attributes that another system has set. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Is told the contact as it begins. */
  readonly begun?: (contact: Contact) => void;
}

/** What a call was like. */
export interface Called {
  readonly contact: Contact;
  /** Whether they heard one of these. */
  heard(...words: string[]): boolean;
  times(words: string): number;
  /** The last thing they heard that was not music, as far as its first full stop. */
  readonly last: string;
  readonly servedByAgent: boolean;
}

/** Calls the bank, and does there what they are used to, until the call is over. */
export async function dial(
  world: World,
  habits: readonly Habit[],
  dialling: Dialling = {},
): Promise<Called> {
  const { clock, random, line, number, tally } = world;
  const { withAgent, prompt = false } = dialling;
  const call = line.simulator.call({
    from: dialling.from ?? number,
    to: BANK_NUMBERS[dialling.line ?? "service"],
    caller: new Person(clock, habits, { withAgent, random: prompt ? undefined : random }),
    attributes: { ...dialling.attributes, account_reference: reference(world) },
    observer: dialling.observer,
  });
  dialling.begun?.(call.contact);
  await call.ended();
  const called = calledOf(call);
  tally.comfortMessages += call.trace.heard.filter((text) => text.includes(SAID.comfort)).length;
  return called;
}

/**
 * What other systems of a bank would know a task by; no log may hold it. Without digits: a run of
 * them can look like a card number, which is not kept.
 */
function reference({ random, witness }: World): string {
  const text = `REF-${random.uuid().replace(/[\d-]/g, (digit) => "ghijklmnop"[Number(digit)] ?? "")}`;
  witness.secrets.add(text);
  return text;
}

/** What the caller's telephone does when it rings. */
export function answering(world: World, rings: () => Ring): void {
  world.line.simulator.addPhone(world.number, { rings });
}

/** Picks up, hears who calls, and talks. */
export function picksUp({ clock, random }: World): Ring {
  return { answersAfterSeconds: random.between(3, 12), caller: new Person(clock, [], { random }) };
}

/** In words, what came of a call for a callback. */
export function askedForCallback({ servedByAgent, last }: Called): string {
  return servedByAgent
    ? "is answered before a call back was offered"
    : `asks for a call back and hears: "${last}"`;
}

/** Waits until the callbacks that came of a call are over. */
export async function callbacksOf(
  { line }: World,
  { contact }: Called,
): Promise<readonly Called[]> {
  const calls = line.simulator.callbacks.filter(
    ({ contacts: [first] }) => first?.root === contact.root,
  );
  for (const call of calls) await call.ended();
  return calls.map(calledOf);
}

function calledOf(call: Call): Called {
  const { heard } = call.trace;
  const [contact] = call.contacts;
  if (contact === undefined) throw new Error("a call without a contact");
  return {
    contact,
    heard: (...words) => words.some((one) => heard.some((text) => text.includes(one))),
    times: (words) => heard.filter((text) => text.includes(words)).length,
    last: sentence(heard.findLast(isSpeech) ?? ""),
    servedByAgent: call.contacts.some(({ connectedToAgentAt }) => connectedToAgentAt !== undefined),
  };
}

/** Neither silence nor a recording such as `[CustomerQueue.wav]`, nor what is said again and again. */
function isSpeech(text: string): boolean {
  return text !== "" && !text.startsWith("[") && !text.includes(SAID.waiting);
}

function sentence(text: string): string {
  return text.replace(/\. .*$/s, ".");
}
