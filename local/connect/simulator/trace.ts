import type { KeyFate } from "../line/line.ts";
import type { Prompt } from "../speech/prompt.ts";

/** Times are epoch milliseconds. */
interface At {
  readonly at: number;
  readonly contactId: string;
}

/** One action of a flow that was run, and the branch it left by. */
export interface ActionEntry extends At {
  readonly kind: "action";
  readonly flowArn: string;
  readonly flow: string;
  readonly identifier: string;
  readonly type: string;
  /**
   * `NextAction`, an error type, or operator and operand of the condition: `Equals 1`. `Exit` where
   * the action ended the flow; absent where the call ended in it.
   */
  branch?: string;
  /** Declared by the caller of the simulator instead of run. */
  readonly stubbed?: true;
}

export interface SaidEntry extends At {
  readonly kind: "said";
  readonly to: "customer" | "agent";
  readonly prompt: Prompt;
  /** A key, or the end of the call, cut it short. */
  cutShort: boolean;
}

export interface KeyEntry extends At {
  readonly kind: "key";
  /** `•` where the input is encrypted. */
  readonly key: string;
  readonly fate: KeyFate;
}

export interface LambdaEntry extends At {
  readonly kind: "lambda";
  readonly identifier: string;
  readonly functionArn: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What came of it: `success`, or why the Error branch was taken. */
  readonly result: string;
  readonly tookMs: number;
}

/** Steps of the contact's life: its contact events, and what has none. */
export interface LifeEntry extends At {
  readonly kind: "life";
  readonly what:
    | "initiated"
    | "connected to system"
    | "queued"
    | "offered"
    | "missed"
    | "connected to agent"
    | "on hold"
    | "off hold"
    | "callback created"
    | "dialled"
    | "transferred"
    | "disconnected"
    | "completed";
  readonly detail?: string;
}

/** Something that runs, but not as the flow's author meant it. */
interface WarningEntry extends At {
  readonly kind: "warning";
  readonly identifier: string | undefined;
  readonly text: string;
}

export type TraceEntry =
  | ActionEntry
  | SaidEntry
  | KeyEntry
  | LambdaEntry
  | LifeEntry
  | WarningEntry;

/** What happened in a call, in order. */
export class Trace {
  readonly entries: TraceEntry[] = [];

  add<T extends TraceEntry>(entry: T): T {
    this.entries.push(entry);
    return entry;
  }

  /** The way through the flows. */
  get path(): readonly ActionEntry[] {
    return this.#of("action");
  }

  /** What the customer heard, in words. */
  get heard(): readonly string[] {
    return this.#of("said")
      .filter(({ to }) => to === "customer")
      .map(({ prompt }) => prompt.text);
  }

  /** Keys as they were pressed. */
  get keys(): string {
    return this.#of("key")
      .map(({ key }) => key)
      .join("");
  }

  get lambdas(): readonly LambdaEntry[] {
    return this.#of("lambda");
  }

  get life(): readonly LifeEntry[] {
    return this.#of("life");
  }

  get warnings(): readonly string[] {
    return this.#of("warning").map(({ text }) => text);
  }

  #of<K extends TraceEntry["kind"]>(kind: K): Extract<TraceEntry, { kind: K }>[] {
    return this.entries.filter((entry) => entry.kind === kind) as Extract<
      TraceEntry,
      { kind: K }
    >[];
  }
}
