import type {
  CallersPhone,
  Dialling,
  TelephoneLine,
} from "../../local/bank-line/telephone/telephone-line.ts";
import { Transcript } from "../../local/bank-line/telephone/transcript.ts";
import type { Pace } from "../../local/bank-line/telephone/wall-pace.ts";
import type { Caller } from "../../local/connect/caller/caller.ts";
import { CallProblem } from "../../local/connect/flow/problem.ts";
import type { Ring } from "../../local/connect/instance/phone.ts";
import type { Call } from "../../local/connect/simulator/call.ts";
import { maskPhoneNumber } from "../../src/connect/phone-number.ts";
import { style } from "../terminal/style.ts";
import { problemText } from "./problem.ts";
import { CallScreen } from "./screen.ts";
import type { Terminal } from "./terminal.ts";

/** How long a callback rings until it goes unanswered; the agent dials then. */
const RINGS_FOR_SECONDS = 20;

/** What `t` lets pass: the contact record of a call is there then, and with it the tracker. */
const SKIP_MS = 120_000;

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const ENTER = /[\r\n]/;

/** What the keys of the terminal do. */
export const SESSION_KEYS: readonly (readonly [key: string, does: string])[] = [
  ["0-9 * #", "the telephone's keys"],
  ["h", "hang up (also Ctrl-C)"],
  ["a", "call again, from the same number"],
  ["t", "let two minutes pass: the bank knows then that a call was cut off"],
  ["g", "an agent is free now"],
  ["Enter", "answer, when the bank calls back"],
  ["q", "quit (also Ctrl-D)"],
];

type Settled = { readonly resolve: () => void; readonly reject: (error: unknown) => void };
const NOBODY: Settled = { resolve() {}, reject() {} };

/** How somebody calls, and whom, in words. */
interface Called {
  readonly dialling: Omit<Dialling, "caller">;
  readonly callee: string;
}

/** A person who is on the telephone with the bank, and whom the bank can call back. */
export class CallSession implements CallersPhone {
  readonly #terminal: Terminal;
  readonly #screen: CallScreen;
  readonly #pace: Pace;
  readonly #dialling: Omit<Dialling, "caller">;
  readonly #callee: string;
  readonly #person: Caller;
  #line: TelephoneLine | undefined;
  /** The call that goes on, or the last one. */
  #call: Call | undefined;
  #transcript: Transcript | undefined;
  #ringing: { readonly until: number; isAnswered: boolean } | undefined;
  #isShowing = false;
  #isSkipping = false;
  #failed = false;
  #isQuitting = false;
  readonly #ended: Promise<void>;
  #end: Settled = NOBODY;

  constructor(terminal: Terminal, pace: Pace, { dialling, callee }: Called) {
    this.#terminal = terminal;
    this.#screen = new CallScreen(terminal);
    this.#pace = pace;
    this.#dialling = dialling;
    this.#callee = callee;
    this.#ended = new Promise((resolve, reject) => {
      this.#end = { resolve, reject };
    });
    const show = () => this.#show();
    this.#person = { hears: show, heard: show, asked: show, moved: show };
  }

  get isEngaged(): boolean {
    return this.#call?.open === true;
  }

  aboutToRing(): number {
    if (this.isEngaged) return 0;
    this.#ringing = { until: this.#now + 1000 * RINGS_FOR_SECONDS, isAnswered: false };
    this.#screen.say("", style.title("The telephone rings."), style.quiet("Enter answers it."));
    return RINGS_FOR_SECONDS;
  }

  rings(): Ring {
    const isAnswered = this.#ringing?.isAnswered === true;
    this.#ringing = undefined;
    if (this.isEngaged) return "busy";
    if (isAnswered) {
      const connected = () => this.#pickedUp();
      return { answersAfterSeconds: 0, caller: { ...this.#person, connected } };
    }
    this.#screen.say(style.quiet("Nobody answers."));
    return "no-answer";
  }

  /** Takes the terminal's keys, until the returned function is called. */
  listen(): () => void {
    return this.#terminal.onKey((key) => this.#typed(key.toLowerCase()));
  }

  /**
   * Calls, and goes on until the person quits and what they did has been dealt with.
   * @returns whether every call could be simulated to its end
   */
  async converse(line: TelephoneLine): Promise<boolean> {
    this.#line = line;
    try {
      for (const [key, does] of SESSION_KEYS) {
        this.#screen.say(style.quiet(`${key.padEnd(9)}${does}`));
      }
      if (!this.#isQuitting) this.#dial();
      await Promise.race([this.#ended, this.#pace.run()]);
    } finally {
      this.#line = undefined;
      this.#pace.stop();
      await line.clock.settle();
    }
    return !this.#failed;
  }

  #typed(key: string): void {
    const quits = key === "q" || key === CTRL_D || (key === CTRL_C && !this.isEngaged);
    if (quits) this.#quit();
    if (quits || this.#line === undefined) return;
    if (/[0-9*#]/.test(key)) this.#press(key);
    else if (ENTER.test(key)) this.#answer();
    else if (key === CTRL_C || key === "h") this.#call?.hangUp();
    else if (key === "a" && !this.isEngaged) this.#dial();
    else if (key === "t") this.#skip(SKIP_MS);
    else if (key === "g" && !this.#line.agent.takeNext()) {
      this.#screen.say(style.quiet("Nobody waits for an agent."));
    }
  }

  #quit(): void {
    this.#isQuitting = true;
    this.#call?.hangUp();
    this.#end.resolve();
  }

  #press(key: string): void {
    if (!this.isEngaged) return;
    this.#call?.press(key);
    this.#show();
  }

  #dial(): void {
    const call = this.#line?.call({ ...this.#dialling, caller: this.#person });
    const number = maskPhoneNumber(this.#dialling.from);
    if (call) this.#follow(call, `${number} calls ${this.#callee}`);
  }

  #answer(): void {
    if (!this.#ringing || this.#ringing.isAnswered) return;
    this.#ringing.isAnswered = true;
    this.#skip(this.#ringing.until - this.#now);
  }

  #pickedUp(): void {
    const callback = this.#line?.simulator.callbacks.findLast(({ open }) => open);
    if (callback) this.#follow(callback, "The bank calls back", callback.trace.entries.length);
  }

  #follow(call: Call, heading: string, from = 0): void {
    this.#call = call;
    this.#transcript = new Transcript(call.trace, from);
    this.#screen.begin(heading, this.#now);
    call.ended().then(
      () => this.#over(),
      (error: unknown) => {
        if (!(error instanceof CallProblem)) return this.#end.reject(error);
        this.#failed = true;
        this.#over(style.bad(problemText(error)));
      },
    );
  }

  #over(...lines: readonly string[]): void {
    this.#screen.show(this.#transcript?.next() ?? []);
    const next = style.quiet("a  call again    t  let two minutes pass    q  quit");
    const said = this.#isQuitting ? lines : [...lines, next];
    if (said.length > 0) this.#screen.say(...said);
  }

  #skip(milliseconds: number): void {
    if (this.#isSkipping) return;
    this.#isSkipping = true;
    this.#pace
      .skip(milliseconds)
      .then(() => {
        this.#isSkipping = false;
        if (milliseconds === SKIP_MS) this.#screen.say(style.quiet("Two minutes later."));
      })
      .catch((error: unknown) => this.#end.reject(error));
  }

  /** When what happens now is over: whether a key was taken is not known before. */
  #show(): void {
    if (this.#isShowing) return;
    this.#isShowing = true;
    setImmediate(() => {
      this.#isShowing = false;
      this.#screen.show(this.#transcript?.next() ?? []);
    });
  }

  get #now(): number {
    return this.#line?.clock.now() ?? 0;
  }
}
