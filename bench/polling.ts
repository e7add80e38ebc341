import { table } from "../cli/terminal/table.ts";
import { LocalClock } from "../local/clock/clock.ts";
import { describeStack } from "../local/describe.ts";
import { type WholeFate, wholeFate } from "../local/export-platform/default-fate.ts";
import { Job } from "../local/export-platform/job.ts";
import { Random } from "../local/random.ts";
import type { Json } from "../local/states/json.ts";
import { type Machine, readMachine } from "../local/states/machine.ts";
import { StatesService } from "../local/states/service.ts";

const NAME = "linekeeper-reconciliation";
const METADATA = { duration: 1, channels: 1, sampleRate: 8_000, format: "WAV" };
const JOBS = 300;
const PER_DAY = 10_000;
const DOLLARS_PER_TRANSITION = 0.025 / 1000;
const SOURCE_WAIT_SECONDS = 300;
const SOURCE_POLLS = 6;

/** What one job cost, and how long its finished export waited to be noticed. */
interface Cost {
  readonly polls: number;
  readonly transitions: number;
  /** Seconds. */
  readonly unnoticed: number;
}

/**
 * How often is a job asked, what do the transitions cost, and how long does a finished export lie
 * there? The machine that deploys, run on the engine, beside the source's design reckoned by its own
 * rules: 5n + 9 transitions for n polls (its machine, run), or 6n + 9 (its own table, which counts a
 * wait twice), a poll every 300 seconds.
 */
export async function polling(): Promise<string> {
  const machine = reconciliationMachine();
  const random = new Random(1);
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let index = 0; index < JOBS; index += 1) {
    const callId = random.uuid();
    // Half are over within five minutes, and hardly one takes longer than both designs wait.
    const exportSeconds = Math.min(1_700, Math.round(-300 * Math.log(1 - random.next())) + 5);
    const fate = wholeFate({ exportSeconds }, 1, callId);
    ours.push(await run(machine, callId, fate));
    const polls = Math.min(SOURCE_POLLS, Math.ceil(exportSeconds / SOURCE_WAIT_SECONDS));
    const unnoticed = polls * SOURCE_WAIT_SECONDS - exportSeconds;
    theirs.push({ polls, transitions: 5 * polls + 9, unnoticed });
  }
  const asStated = theirs.map((cost) => ({ ...cost, transitions: 6 * cost.polls + 9 }));
  return table(
    [
      `${JOBS} jobs`,
      "polls",
      "transitions",
      "median",
      "max",
      `$ a month at ${PER_DAY} a day`,
      "unnoticed s, median",
      "95 %",
    ],
    [
      row("ours", ours),
      row("the source's machine", theirs),
      row("the source, as it states", asStated),
    ],
  );
}

function row(name: string, costs: readonly Cost[]): string[] {
  const mean = (of: (cost: Cost) => number) =>
    costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
  const at = (part: number, of: (cost: Cost) => number) =>
    costs.map(of).sort((a, b) => a - b)[Math.floor(part * (costs.length - 1))] ?? 0;
  const transitions = mean((cost) => cost.transitions);
  return [
    name,
    mean((cost) => cost.polls).toFixed(2),
    transitions.toFixed(1),
    String(at(0.5, (cost) => cost.transitions)),
    String(at(1, (cost) => cost.transitions)),
    (transitions * PER_DAY * 30 * DOLLARS_PER_TRANSITION).toFixed(2),
    at(0.5, (cost) => cost.unnoticed).toFixed(0),
    at(0.95, (cost) => cost.unnoticed).toFixed(0),
  ];
}

/** The definition as the template deploys it. */
function reconciliationMachine(): Machine {
  const { stateMachines } = describeStack({}, "http://127.0.0.1:9", {});
  const found = stateMachines.find(({ name }) => name === NAME);
  if (found === undefined) throw new Error(`the template has no machine ${NAME}`);
  return readMachine(found.definition);
}

/** One job through the machine: the stand-in's job without its HTTP, all else as it should be. */
async function run(machine: Machine, callId: string, fate: WholeFate): Promise<Cost> {
  const clock = new LocalClock(Date.UTC(2026, 0, 5, 8));
  const request = { dialogGroupId: callId, callId, originalTimestamp: "2026-01-05T08:00:00Z" };
  const job = new Job("EXP-1", { ...request, requestedAt: request.originalTimestamp }, clock.now());
  const begun = clock.now();
  let polls = 0;
  let noticedAt = 0;
  const answers: Readonly<Record<string, (input: { taskToken?: string }) => object>> = {
    CreateExportJobFunction: () => job.created(fate),
    CheckExportStatusFunction: () => {
      polls += 1;
      noticedAt = clock.now();
      return job.status(fate, clock.now(), "https://files.example/EXP-1.zip");
    },
    GetExportMetadataFunction: () => ({ metadata: METADATA }),
    NotifyDownloadServiceFunction: ({ taskToken }) => {
      const output = JSON.stringify({ status: "SUCCESS", filePath: "s3://b/k.wav" });
      clock.at(clock.now() + 1_000, () => {
        void states.operations["SendTaskSuccess"]?.({ taskToken, output });
      });
      return { notificationSent: true };
    },
    ProcessParallelResultsFunction: () => ({ metadata: METADATA, filePath: "s3://b/k.wav" }),
  };
  const states: StatesService = new StatesService({
    clock,
    region: "us-east-1",
    account: "000000000000",
    integrations: {
      async invokeLambda(arn, payload) {
        const answer = answers[arn.split(":").at(-1) ?? ""]?.(payload as { taskToken?: string });
        return JSON.parse(JSON.stringify(answer ?? {})) as Json;
      },
      call: async () => ({}),
    },
  });
  const stateMachineArn = states.addMachine(NAME, machine);
  const input = JSON.stringify({ ...request, retryAttempt: 0, source: "RECONCILIATION_QUEUE" });
  const started = await states.operations["StartExecution"]?.({ stateMachineArn, input });
  const { executionArn } = started as { executionArn: string };
  await clock.drive(() => states.ended(executionArn));
  const seen = await states.operations["GetExecutionHistory"]?.({ executionArn, maxResults: 1000 });
  const { events } = seen as { events: readonly { type: string }[] };
  if (events.at(-1)?.type !== "ExecutionSucceeded")
    throw new Error(`it ended ${events.at(-1)?.type}`);
  const transitions = events.filter(({ type }) => type.endsWith("StateEntered")).length;
  return { polls, transitions, unnoticed: (noticedAt - begun) / 1000 - fate.exportSeconds };
}
