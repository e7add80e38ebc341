import type { LocalClock } from "../../clock/clock.ts";
import type { Random } from "../../random.ts";
import type { Caller, Reaction } from "../caller/caller.ts";
import type { Contact } from "../contact.ts";
import { type CallersLine, Line } from "../line/line.ts";
import { type KeyEntry, Trace } from "../simulator/trace.ts";
import { Interrupted, Interruption } from "./interruption.ts";
import type { Observer, Stubs } from "./observer.ts";
import { CallerFailedError } from "./problem.ts";
import { Progress } from "./progress.ts";
import type { Roots } from "./references.ts";

/** Who looks on, and what was declared. */
export interface CallParty {
  readonly observer?: Observer | undefined;
  readonly stubs?: Stubs | undefined;
}

/**
 * One telephone call of a customer, from its first contact to its last: what all of them share. The
 * call of a callback begins without a line; the customer has not picked up yet.
 */
export class CallContext {
  readonly trace: Trace = new Trace();
  /** Interrupted when the customer hangs up, and when the call cannot go on. */
  readonly interruption: Interruption = new Interruption();
  readonly progress: Progress = new Progress();
  readonly party: CallParty;
  readonly random: Random;
  /** Every contact of the call so far, the current one last. */
  readonly contacts: Contact[] = [];
  /** Absent until the customer is on it. */
  line: Line | undefined;
  /** The flow that runs, or ran last. */
  run: { roots(): Roots } | undefined;
  /** What made it impossible to go on. */
  problem: Error | undefined;
  /** While true, keys are not shown in the trace. */
  secretKeys = false;
  /** Actions begun so far. */
  actions = 0;
  #caller: Caller = {};
  readonly #clock: LocalClock;

  constructor(clock: LocalClock, party: CallParty, random: Random) {
    this.#clock = clock;
    this.party = party;
    this.random = random;
  }

  get contact(): Contact {
    const contact = this.contacts.at(-1);
    if (contact === undefined) throw new Error("the call has no contact yet");
    return contact;
  }

  /** When, and of which contact: what every trace entry begins with. */
  get mark(): { readonly at: number; readonly contactId: string } {
    return { at: this.#clock.now(), contactId: this.contact.contactId };
  }

  /** The customer is on the line. */
  connect(caller: Caller): void {
    this.#caller = caller;
    this.line = new Line(this.interruption, (pressed) => {
      this.progress.made();
      const { secretKeys, mark } = this;
      // The line changes the fate of a key that turns out not to be needed.
      this.trace.add<KeyEntry>({
        kind: "key",
        ...mark,
        key: secretKeys ? "•" : pressed.key,
        get fate() {
          return pressed.fate;
        },
      });
    });
    this.tell((caller, line) => caller.connected?.(line));
  }

  /** Tells the caller something; the reaction is an activity of its own beside the call. */
  tell(react: (caller: Caller, line: CallersLine) => Reaction): void {
    const { line } = this;
    if (line === undefined) return;
    this.#clock
      .start("caller", () => react(this.#caller, line))
      .catch((cause: unknown) => this.fail(new CallerFailedError("the caller threw", { cause })));
  }

  /** Ends the call; its contact ends like any other. */
  fail(problem: Error): void {
    this.problem ??= problem;
    this.interruption.interrupt(problem);
  }

  /** The call is over: tells the caller, and whatever still goes on in it. */
  over(): void {
    this.line?.close();
    this.interruption.interrupt(new Interrupted("over"));
    if (this.line === undefined) return;
    try {
      this.#caller.ended?.();
    } catch (error) {
      this.problem ??= new CallerFailedError("the caller threw", { cause: error });
    }
  }

  warn(text: string, identifier?: string): void {
    this.trace.add({ kind: "warning", ...this.mark, identifier, text });
  }
}
