// biome-ignore-all lint/style/noRestrictedImports: tests stand outside the house and may use the local engine.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LocalClock } from "../../local/clock/clock.ts";
import type { WireEvent } from "../../local/states/history.ts";
import { type Integrations, TaskFailure } from "../../local/states/integrations.ts";
import type { Json } from "../../local/states/json.ts";
import { type Machine, readMachine } from "../../local/states/machine.ts";
import { type Finished, runMachine } from "../../local/states/run-machine.ts";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";

export const ASL: string = fileURLToPath(new URL("./reconciliation.asl.json", import.meta.url));

export const TABLE = "ReconciliationTable";

/** What a deployment fills in; queues and limits as the test needs them. */
export interface Filling {
  readonly deadLetterQueueUrl?: string;
  readonly downloadTimeoutSeconds?: number;
  readonly downloadHeartbeatSeconds?: number;
  readonly timeoutSeconds?: number;
}

/** The definition as a deployment has it. */
export function filledDefinition(filling: Filling = {}): string {
  const values: Readonly<Record<string, string>> = {
    Partition: "aws",
    ReconciliationTableName: TABLE,
    DeadLetterQueueUrl: filling.deadLetterQueueUrl ?? "http://127.0.0.1/dead-letters",
    DownloadTimeoutSeconds: String(filling.downloadTimeoutSeconds ?? 7_200),
    DownloadHeartbeatSeconds: String(filling.downloadHeartbeatSeconds ?? 600),
  };
  const text = readFileSync(ASL, "utf8").replace(
    /\$\{(\w+)\}/g,
    (_, name: string) =>
      values[name] ?? `arn:aws:lambda:ap-southeast-2:111122223333:function:${name}`,
  );
  const machine = JSON.parse(text) as Record<string, unknown>;
  const { timeoutSeconds: TimeoutSeconds } = filling;
  return JSON.stringify({ ...machine, ...(TimeoutSeconds && { TimeoutSeconds }) });
}

export function filledMachine(filling?: Filling): Machine {
  return readMachine(filledDefinition(filling));
}

export function aRequest(more: Partial<ReconciliationRequest> = {}): ReconciliationRequest {
  return {
    dialogGroupId: "DG-2024-001234",
    callId: "CALL-5678-ABCD",
    originalTimestamp: "2024-01-15T10:30:00Z",
    retryAttempt: 0,
    source: "RECONCILIATION_QUEUE",
    ...more,
  };
}

/** States that were entered, in order: what Step Functions bills, but for retries. */
export function entered(history: readonly WireEvent[]): string[] {
  return history.flatMap((event) => {
    const details = event["stateEnteredEventDetails"] as { name?: string } | undefined;
    return details?.name === undefined ? [] : [details.name];
  });
}

/** An answer, or what throws one. `now` is virtual, in epoch milliseconds. */
type Answer = Json | ((input: Readonly<Record<string, unknown>>, now: number) => Json);

export interface Mocked {
  readonly create?: Answer;
  readonly check?: Answer;
  readonly metadata?: Answer;
  readonly notify?: Answer;
  readonly process?: Answer;
  /** Of every write, by `:status`. */
  readonly update?: Answer;
  readonly letter?: Answer;
}

export const CREATED = { exportJobId: "EXP-JOB-9999", status: "CREATED" };
export const UNFINISHED = { status: "IN_PROGRESS", progress: 45 };
const COMPLETED = {
  status: "COMPLETED",
  downloadUrl: "https://ocp-export.example.com/files/EXP-JOB-9999.zip",
  fileSize: 15_728_640,
  completedAt: "2024-01-15T10:42:00Z",
};
export const METADATA = {
  metadata: { duration: 324, channels: 2, sampleRate: 8_000, format: "WAV" },
};

/** One run of the machine on mocks alone, and what it wrote and sent. */
export interface MockedRun extends Finished {
  readonly states: readonly string[];
  readonly writes: readonly Readonly<Record<string, unknown>>[];
  readonly letters: readonly Readonly<Record<string, unknown>>[];
  /** Virtual seconds since the start, of every call of CheckExportStatusFunction. */
  readonly polledAt: readonly number[];
  readonly seconds: number;
}

export function failing(error: string, cause = "{}"): () => never {
  return () => {
    throw new TaskFailure(error, cause);
  };
}

/** Answers in order, the last one repeating. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let call = 0;
  return (input, now) => {
    const answer = answers[Math.min(call, answers.length - 1)] ?? null;
    call += 1;
    return typeof answer === "function" ? answer(input, now) : answer;
  };
}

/** The download mock never answers its token unless it fails: what comes back is the notification. */
export async function runMocked(
  mocked: Mocked,
  filling?: Filling,
  request: object = aRequest(),
): Promise<MockedRun> {
  const writes: Record<string, unknown>[] = [];
  const letters: Record<string, unknown>[] = [];
  const polls: number[] = [];
  let now = (): number => 0;
  const functions: Readonly<Record<string, Answer>> = {
    CreateExportJobFunction: mocked.create ?? CREATED,
    CheckExportStatusFunction: mocked.check ?? COMPLETED,
    GetExportMetadataFunction: mocked.metadata ?? METADATA,
    NotifyDownloadServiceFunction: mocked.notify ?? { notificationSent: true },
    ProcessParallelResultsFunction: mocked.process ?? { ...METADATA, filePath: "s3://b/k.wav" },
  };
  const played = (answer: Answer, input: unknown): Json =>
    typeof answer === "function" ? answer(input as Record<string, unknown>, now()) : answer;
  const integrations = (clock: LocalClock): Integrations => {
    now = () => clock.now();
    return {
      async invokeLambda(arn, payload) {
        const name = arn.split(":").at(-1) ?? "";
        if (name === "CheckExportStatusFunction") polls.push(clock.now());
        return played(functions[name] ?? null, payload);
      },
      async call(service, _action, args) {
        const given = args as Record<string, unknown>;
        const mine = service === "dynamodb" ? mocked.update : mocked.letter;
        const answer = played(mine ?? {}, given);
        if (service === "dynamodb") writes.push(given);
        else letters.push(JSON.parse(String(given["MessageBody"])));
        return answer;
      },
    };
  };
  const finished = await runMachine(filledMachine(filling), request as Json, {
    integrations,
    machineName: "linekeeper-reconciliation",
  });
  const [first] = finished.history;
  const begun = first?.timestamp ?? 0;
  return {
    ...finished,
    states: entered(finished.history),
    writes,
    letters,
    polledAt: polls.map((at) => at / 1_000 - begun),
    seconds: (finished.history.at(-1)?.timestamp ?? begun) - begun,
  };
}
