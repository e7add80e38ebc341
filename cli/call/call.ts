import { Command } from "commander";
import { readCallScript } from "../../local/bank-line/telephone/call-script.ts";
import {
  FlowFileError,
  type FlowFiles,
  readFlowFiles,
} from "../../local/bank-line/telephone/flow-files.ts";
import { playScript, ScriptedPhone } from "../../local/bank-line/telephone/play-script.ts";
import {
  openTelephoneLine,
  type TelephoneLine,
  type TelephoneLineOptions,
} from "../../local/bank-line/telephone/telephone-line.ts";
import { type Pace, WallPace } from "../../local/bank-line/telephone/wall-pace.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import { CallScriptError } from "../../local/connect/caller/scripted-caller.ts";
import { lintFlow } from "../../local/connect/lint/lint-flow.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { style } from "../terminal/style.ts";
import { type CallOptions, diallingOf, withCallOptions } from "./options.ts";
import { drawPlayed } from "./played.ts";
import { problemText } from "./problem.ts";
import { reportOf } from "./report.ts";
import { CallSession, SESSION_KEYS } from "./session.ts";
import { ProcessTerminal, type Terminal } from "./terminal.ts";

/** When scripts begin: a Monday morning, so that the same script prints the same. */
const SCRIPTS_BEGIN = Date.UTC(2026, 0, 5, 8);

/** Errors of what was given. */
const REFUSALS = [FlowFileError, CallScriptError];

/** Where somebody sits, and how time passes there. */
export interface CallPlace {
  readonly terminal: Terminal;
  readonly pace: (clock: LocalClock) => Pace;
}

const HERE: CallPlace = {
  terminal: new ProcessTerminal(),
  pace: (clock) => new WallPace(clock),
};

const HELP = `
FLOW is the name of a flow of the demo bank or of --flows, or a file: a flow as
the designer exports it. Queues and hours that it names are there; a Lambda
function that the bank does not have takes the Error branch. A queue flow is
heard in the queue.

At a terminal, without --keys, you are on the telephone yourself:
${SESSION_KEYS.map(([key, does]) => `  ${key.padEnd(9)}${does}`).join("\n")}

A script is what a caller does at each question, in order: keys such as 1 or
4111#, hangup, or - for nothing. After a time (30s, 2m), the next step needs no
question. Calls have / between them; two minutes pass from one to the next, or
the time between them: 1,hangup / 10m / 1. Keys of encrypted input are shown as
•, and so are keys that no question took.
${exitCodes("0 every call came to its end, 1 one could not be simulated to its end, 2 refused.")}`;

/** `linekeeper call [FLOW]` */
export function callCommand(place: CallPlace = HERE): Command {
  const command = new Command("call")
    .description("call the demo bank, or any flow, on the telephone: yourself, or by a script")
    .argument("[flow]", "the flow that answers", "entry")
    .addHelpText("after", HELP);
  return withCallOptions(command).action((flow: string, options: CallOptions) =>
    call(flow, options, place),
  );
}

async function call(flow: string, options: CallOptions, place: CallPlace): Promise<void> {
  if (options.keys === undefined && (options.json || !place.terminal.isInteractive)) {
    throw new RefusedError(
      'there is nobody to press keys: give a script, such as --keys "3,hangup"',
    );
  }
  try {
    const flows = readFlowFiles(flow, options.flows ?? []);
    warnOf(flows);
    const ended =
      options.keys === undefined
        ? await converse(flows, options, place)
        : await play(flows, options, options.keys, place);
    if (!ended) process.exitCode = EXIT.failed;
  } catch (error) {
    const isRefusal = REFUSALS.some((refusal) => error instanceof refusal);
    throw isRefusal ? new RefusedError((error as Error).message) : error;
  }
}

async function play(
  flows: FlowFiles,
  options: CallOptions,
  keys: string,
  { terminal }: CallPlace,
): Promise<boolean> {
  const clock = new LocalClock(SCRIPTS_BEGIN);
  const script = readCallScript(keys, clock);
  const dialling = diallingOf(options);
  const phone = new ScriptedPhone();
  return within({ clock, flows, phone, ...lineOptions(options) }, async (line) => {
    const played = await playScript(line, phone, script, dialling);
    if (options.json) terminal.write(`${JSON.stringify(reportOf(played, line))}\n`);
    else drawPlayed(terminal, played, { from: options.from, callee: calleeOf(flows) });
    if (played.problem)
      console.error(`${style.bad("linekeeper:")} ${problemText(played.problem, keys)}`);
    return played.problem === undefined;
  });
}

async function converse(
  flows: FlowFiles,
  options: CallOptions,
  { terminal, pace }: CallPlace,
): Promise<boolean> {
  const clock = new LocalClock(Date.now());
  const session = new CallSession(terminal, pace(clock), {
    dialling: diallingOf(options),
    callee: calleeOf(flows),
  });
  // Before the bank is open: what somebody types meanwhile is not echoed.
  const stopListening = session.listen();
  try {
    return await within({ clock, flows, phone: session, ...lineOptions(options) }, async (line) => {
      const ended = await session.converse(line);
      line.check();
      return ended;
    });
  } finally {
    stopListening();
  }
}

async function within<T>(
  options: TelephoneLineOptions,
  work: (line: TelephoneLine) => Promise<T>,
): Promise<T> {
  const line = await openTelephoneLine(options);
  try {
    return await work(line);
  } finally {
    await line.close();
  }
}

function lineOptions({ agentAfter, seed }: CallOptions) {
  return { agentAfterSeconds: agentAfter === "never" ? undefined : agentAfter, seed };
}

/** Who answers, for people. */
function calleeOf({ answering }: FlowFiles): string {
  return answering.ours ? "the demo bank" : answering.id;
}

/** Connect would refuse such a flow; here it is tried. */
function warnOf({ files, unreadable }: FlowFiles): void {
  for (const { message } of unreadable) {
    console.error(`${style.bad("linekeeper:")} not on the line: ${message}`);
  }
  for (const { path, text, ours } of files) {
    if (ours) continue;
    const linted = lintFlow(text);
    const findings = "findings" in linted ? linted.findings : [];
    const errors = findings.filter(({ severity }) => severity === "error").length;
    if (errors > 0) {
      console.error(
        `${style.bad("linekeeper:")} ${path} has ${errors} error${errors === 1 ? "" : "s"}, and is tried all the same; see: linekeeper lint ${path}`,
      );
    }
  }
}
