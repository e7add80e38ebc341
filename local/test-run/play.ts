import type { Call } from "../connect/simulator/call.ts";
import type { TestBank } from "./bank/bank.ts";
import type { TestCentre } from "./bank/centre.ts";
import { type CallSetup, PlayedCall } from "./call/played-call.ts";
import type { TestCaseFile } from "./case-file.ts";
import type { Failure } from "./failure.ts";

/** Who calls where a test does not say. */
const SOMEBODY = "+6421555010";

/** Connect's limit for a test. A conversation with an agent after the last observation may last. */
const LONGEST_CALL_SECONDS = 300;

/** A customer who is called back picks up after so long, an agent an offered contact after less. */
const CUSTOMER_ANSWERS_AFTER = 5;
const AGENT_ANSWERS_AFTER = 2;

/** A call that was played to its end. */
export interface Played {
  readonly from: string;
  readonly played: PlayedCall;
  /** Absent where no call came about. */
  readonly call: Call | undefined;
  /** What customers of callbacks have heard; grows as long as the centre is open. */
  readonly callbackHeard: readonly string[];
  /** What kept it from being played to its end. */
  readonly problem: Failure | undefined;
}

export interface Stage {
  readonly bank: TestBank;
  readonly centre: TestCentre;
  readonly options: Pick<CallSetup, "parity" | "took">;
  /** Told of the call before anything of it happens. */
  readonly onCall: (played: PlayedCall) => void;
}

/** Plays the call of a test, with what its sidecar says about it. */
export async function play(file: TestCaseFile, stage: Stage): Promise<Played> {
  const { bank, centre, options, onCall } = stage;
  const { clock } = bank.stack;
  const { test, sidecar } = file;
  const played = new PlayedCall({ clock, flows: centre.flows, test, sidecar, ...options });
  const from = sidecar.callerNumber ?? test.entryPoint?.sourcePhoneNumber ?? SOMEBODY;
  const callbackHeard = answerCallbacks(centre, played);
  onCall(played);
  const setup = { from, played, callbackHeard };
  let call: Call;
  try {
    call = placeCall(file, stage, played, from);
  } catch (error) {
    return { ...setup, call: undefined, problem: notPlaced(error as Error) };
  }
  agentComes(file, stage);
  let tooLong = false;
  const limit = clock.at(clock.now() + 1000 * LONGEST_CALL_SECONDS, () => {
    const observed = played.script.progress.unmet().length === 0;
    if (observed && call.contact.connectedToAgentAt !== undefined) return;
    tooLong = call.open;
    call.end();
  });
  const problem = await call.ended().then(
    () => undefined,
    (error: Error) => failed(error.cause ? `${error.message}: ${error.cause}` : error.message),
  );
  limit.cancel();
  return { ...setup, call, problem: problem ?? (tooLong ? stillGoesOn(call) : undefined) };
}

/** @throws NotSetUpError, and Error for a contact that is not simulated */
function placeCall(
  { test, flow: beside }: TestCaseFile,
  { centre }: Stage,
  played: PlayedCall,
  from: string,
): Call {
  const { entryPoint, attributes } = test;
  if (entryPoint?.type === "CHAT") throw new Error("chats are not simulated");
  const to = entryPoint?.destinationPhoneNumber;
  const flow = entryPoint?.flowId ?? (to === undefined ? beside : undefined);
  const call = centre.simulator.call({
    from,
    caller: played,
    observer: played,
    attributes,
    ...(flow !== undefined && { flow }),
    ...(to !== undefined && { to }),
  });
  played.begin(call);
  return call;
}

function answerCallbacks({ simulator }: TestCentre, played: PlayedCall): readonly string[] {
  const heard: string[] = [];
  const caller = { heard: ({ text }: { readonly text: string }) => void heard.push(text) };
  const ring = { answersAfterSeconds: CUSTOMER_ANSWERS_AFTER, caller };
  played.onCallback = (number) => simulator.addPhone(number, { rings: () => ring });
  return heard;
}

/** One agent, from then on. */
function agentComes({ sidecar }: TestCaseFile, { bank, centre: { simulator } }: Stage): void {
  const { agent: setup } = sidecar;
  if (setup === undefined) return;
  const { clock } = bank.stack;
  const agent = simulator.addAgent({
    username: "agent",
    queues: [bank.values["ServiceQueueArn"] ?? ""],
    state: "offline",
    behaviour: {
      answersAfter: () => AGENT_ANSWERS_AFTER,
      talks: (conversation) => conversation.talk(setup.talksForSeconds),
    },
  });
  clock.at(clock.now() + 1000 * setup.freeAfterSeconds, () =>
    simulator.setAgentState(agent, "available"),
  );
}

function stillGoesOn({ trace }: Call): Failure {
  const last = trace.path.at(-1);
  const where = last ? `, at "${last.identifier}" of ${last.flow}` : "";
  return {
    about: "limit",
    message: `the call still goes on after five minutes${where}`,
    details: ["let the caller hang up (Disconnect), or end the test (EndTest)"],
  };
}

function notPlaced(error: Error): Failure {
  return failed(`no call came about: ${error.message}`);
}

function failed(message: string): Failure {
  return { about: "call", message };
}
