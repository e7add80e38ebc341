import type { Contact } from "../contact.ts";
import type { JsonObject } from "../language/json.ts";
import type { CallersLine } from "../line/line.ts";

/** An action that begins. */
export interface ActionStarted {
  readonly contact: Contact;
  readonly flowArn: string;
  readonly identifier: string;
  readonly type: string;
  /** As authored, references filled in. */
  readonly parameters: JsonObject;
  /** Counts the actions of the call from 0. */
  readonly index: number;
  /** The customer's line; absent while no customer is on it. */
  readonly line: CallersLine | undefined;
}

/** Puts something in the place of an action, or of its parameters, this once. */
export interface Override {
  /** In the place of those authored. */
  readonly parameters?: JsonObject;
  /**
   * The action is not run and ends so: `NextAction`, one of its error types, or a result that its
   * conditions are held against.
   */
  readonly ends?: string;
  /** How long that takes. @default 0 */
  readonly afterSeconds?: number;
  /** What `$.External` holds then. */
  readonly external?: Readonly<Record<string, unknown>>;
  /** What `$.Lex` holds then. */
  readonly lex?: Readonly<Record<string, unknown>>;
}

/** Declared ends of actions, by identifier or by type. */
export type Stubs = Readonly<Record<string, string | Override>>;

/** Sees every action of a call; for test runners, coverage, and hanging up at the worst moment. */
export interface Observer {
  actionStarted?(started: ActionStarted): Override | undefined;
  /** @param branch as in the trace; `Exit` where the flow is left */
  actionCompleted?(completed: ActionStarted & { readonly branch: string }): void;
}
