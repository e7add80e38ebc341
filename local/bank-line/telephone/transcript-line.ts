import type { KeyFate } from "../../connect/line/line.ts";
import type {
  KeyEntry,
  LambdaEntry,
  LifeEntry,
  SaidEntry,
  TraceEntry,
} from "../../connect/simulator/trace.ts";

/** Something that happened in a call, in words. */
export interface TranscriptLine {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A flow's voice, the caller's keys, what becomes of the call, or a remark on the simulation. */
  readonly who: "line" | "caller" | "call" | "note";
  readonly text: string;
  /** Of keys only. */
  readonly fate?: KeyFate;
  /** Prompts that go round and round: this one was heard already. */
  readonly isAgain?: true;
}

const ENDS: Readonly<Record<string, string>> = {
  CUSTOMER_DISCONNECT: "the caller hangs up",
  CONTACT_FLOW_DISCONNECT: "the line hangs up",
  AGENT_DISCONNECT: "the agent hangs up",
  OTHER: "the call is over",
};

/** A function that the bank does not have. */
const NO_SUCH_FUNCTION = "the invocation was refused: ResourceNotFoundException";

/** What one entry of a trace comes to; undefined where nobody would tell it. */
export function transcriptLine(
  entry: TraceEntry,
  before: TraceEntry | undefined,
): TranscriptLine | undefined {
  const { at } = entry;
  switch (entry.kind) {
    case "said":
      return told(at, "line", words(entry));
    case "key":
      return { at, who: "caller", text: shown(entry), fate: entry.fate };
    case "life":
      return told(at, "call", becomes(entry));
    case "lambda":
      return told(at, "note", failure(entry));
    case "warning":
      return told(at, "note", isTold(entry.text, before) ? undefined : entry.text);
    case "action":
      return undefined;
  }
}

function told(
  at: number,
  who: "line" | "call" | "note",
  text?: string,
): TranscriptLine | undefined {
  return text === undefined ? undefined : { at, who, text };
}

function words({ to, prompt: { text, durationMs } }: SaidEntry): string | undefined {
  if (to === "agent") return undefined;
  const seconds = Math.round(durationMs / 1000);
  return text || (seconds > 0 ? `(${seconds} s of silence)` : undefined);
}

/** What no block took may have been meant for one that encrypts. */
function shown({ key, fate }: KeyEntry): string {
  return fate === "taken" ? key : "•";
}

function becomes({ what, detail = "" }: LifeEntry): string | undefined {
  switch (what) {
    case "queued":
      return `waits in the queue ${detail}`;
    case "connected to agent":
      return `${detail}, an agent, answers`;
    case "on hold":
      return "on hold";
    case "off hold":
      return "no longer on hold";
    case "callback created":
      return "a callback is in the queue";
    case "dialled":
      return "a telephone outside rings";
    case "transferred":
      return "goes on as another contact";
    case "disconnected":
      return detail === "" ? undefined : (ENDS[detail] ?? `the call is over: ${detail}`);
    default:
      return undefined;
  }
}

function failure({ functionArn, result }: LambdaEntry): string | undefined {
  if (result === "success") return undefined;
  const name = /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
  return result === NO_SUCH_FUNCTION
    ? `the bank has no function ${name}: the Error branch is taken`
    : `the function ${name}: ${result}: the Error branch is taken`;
}

/** The simulator warns of a function that failed, too. */
function isTold(warning: string, before: TraceEntry | undefined): boolean {
  return before?.kind === "lambda" && warning.endsWith(before.result);
}
