import type { CallersLine } from "../line/line.ts";
import type { Prompt } from "../speech/prompt.ts";

/** A prompt on its way to the customer's ear. */
export interface HeardPrompt extends Prompt {
  /** Any key cuts it short and is taken as input. */
  readonly interruptible: boolean;
}

/** The flow has said what it had to say and waits for keys. */
export interface Question {
  /** `menu` takes one key; `store` takes several. */
  readonly kind: "menu" | "store";
  /** What was said, where anything was. */
  readonly prompt: Prompt | undefined;
  /** Time until the first key must come. */
  readonly timeLimitSeconds: number;
  /** Of several keys: the most, and what completes them. */
  readonly maximumLength: number;
  readonly terminator: string;
  readonly encrypted: boolean;
}

/** Where the customer is now. */
type Place =
  | { readonly name: "queue"; readonly queue: string }
  | { readonly name: "agent"; readonly agent: string }
  | { readonly name: "hold" }
  | { readonly name: "third-party"; readonly number: string };

/** A promise is awaited beside the call, which goes on meanwhile. */
export type Reaction = void | Promise<void>;

/**
 * The person, or the test, at the customer's end. All methods are optional. They are told what
 * happens as it happens and act through the line whenever they like: at once, later on the clock, or
 * when somebody types. What they throw ends the call with a `CallerFailedError`.
 */
export interface Caller {
  /** The line is open: for a call in, as it is answered; for a callback, as the customer picks up. */
  connected?(line: CallersLine): Reaction;
  /** A prompt begins. */
  hears?(prompt: HeardPrompt, line: CallersLine): Reaction;
  /** A prompt is over, or was cut short. */
  heard?(prompt: HeardPrompt, how: { readonly cutShort: boolean }, line: CallersLine): Reaction;
  /** Nobody speaks, and keys are waited for. Not told where keys came before the prompt was over. */
  asked?(question: Question, line: CallersLine): Reaction;
  moved?(place: Place, line: CallersLine): Reaction;
  /** The call is over, whoever ended it. */
  ended?(): void;
}
