// biome-ignore-all lint/style/noRestrictedImports: tests stand outside the house and may use the local services.
import type { SQSBatchResponse } from "aws-lambda";
import type { WireEvent } from "../../local/states/history.ts";
import { REGION } from "../../test/factories/instance.ts";
import { NotedOutcomes } from "../../test/noted-outcomes.ts";
import { executionPrefixOf } from "../aws/execution-prefix.ts";
import type { Identifiers } from "../aws/outcomes.ts";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { type DownloadTask, parseDownloadMessage } from "./download-task.ts";
import { executionName } from "./execution-name.ts";
import { exportApiUrl } from "./export-api-url.ts";
import { checkExportStatus, createExportJob, getExportMetadata } from "./export-functions.ts";
import { httpExportPlatform } from "./http-export-platform.ts";
import { notifyDownloadService } from "./notify-download-service.ts";
import { processParallelResults } from "./process-parallel-results.ts";
import { showReconciliation } from "./show.ts";
import { settleStale } from "./stale.ts";
import type { Reconciliation } from "./table.ts";
import { aRequest, entered, TABLE } from "./test-machine.ts";
import { TestPlatform } from "./test-platform.ts";
import { type Handler, QUEUES, TestServices } from "./test-services.ts";
import { triggerReconciliations } from "./trigger.ts";
import { onStatusChange } from "./watchdog.ts";

/** What the worker answers where it succeeded. */
export const DOWNLOADED = {
  status: "SUCCESS",
  filePath:
    "s3://recordings/connect/demo-bank/CallRecordings/2024/01/15/CALL_20240115T10:30_UTC.wav",
  bytes: 5_184_044,
  durationSeconds: 323.6,
  channels: 2,
  sampleRate: 8_000,
};

/** How an execution ended. */
export interface Ended {
  readonly arn: string;
  readonly status: string;
  readonly error: string | undefined;
  /** States entered, in order. */
  readonly states: readonly string[];
  readonly history: readonly WireEvent[];
}

/** `src/reconciliation` around a table, queues, a state machine and a platform of its own. */
export class ReconciliationRoom extends TestServices {
  readonly platform: TestPlatform = new TestPlatform();
  readonly outcomes: NotedOutcomes = new NotedOutcomes();
  readonly poisoned: string[] = [];
  readonly poisonedIds: Identifiers[] = [];
  /** What a worker does with a task, from its receipt; by default it succeeds after 30 s. */
  worker!: (task: DownloadTask) => Promise<void>;
  /** Names of what workers threw. */
  readonly workerErrors: string[] = [];
  timeoutSeconds = 14_400;
  /** In real milliseconds. */
  platformTimeoutMs = 5_000;
  /** The request of the test that began last. */
  request: ReconciliationRequest = aRequest();
  #begun = 0;

  override async open(): Promise<this> {
    await this.platform.listen();
    return super.open();
  }

  override async close(): Promise<void> {
    await super.close();
    await this.platform.close();
  }

  /** Begins a test: nothing is as the last one left it, and its dialogue is nobody else's. */
  begin(): void {
    this.#begun += 1;
    this.request = aRequest({
      dialogGroupId: `DG-2024-${this.#begun}`,
      callId: `CALL-5678-${this.#begun}`,
    });
    for (const queue of QUEUES) this.sqs.operations.PurgeQueue({ QueueUrl: this.queueUrl(queue) });
    const { poisoned, poisonedIds, changes, workerErrors } = this;
    for (const list of [this.outcomes.noted, poisoned, poisonedIds, changes, workerErrors]) {
      list.length = 0;
    }
    this.platform.reset();
    this.functions = this.#functions();
    this.worker = async (task) => {
      await this.clock.sleep(30_000);
      await this.succeed(task);
    };
    this.timeoutSeconds = 14_400;
    this.platformTimeoutMs = 5_000;
    this.deploy();
    this.faults.reset();
  }

  /** What the deployed functions would find in their environment. */
  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: this.url,
      EXPORT_API_URL: this.platform.url,
      EXPORT_API_TOKEN_SECRET_ARN: "arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:ocp",
      RECONCILIATION_TABLE: TABLE,
      RECONCILIATION_STATE_MACHINE_ARN: this.stateMachineArn,
      RECONCILIATION_POISON_QUEUE_URL: this.queueUrl("poison"),
      RECONCILIATION_DEAD_LETTER_QUEUE_URL: this.queueUrl("dead-letters"),
      DOWNLOAD_QUEUE_URL: this.queueUrl("downloads"),
    };
  }

  /** Delivers requests to the trigger, as one batch; objects are written as JSON. */
  trigger(...bodies: readonly (object | string)[]): Promise<SQSBatchResponse> {
    const Records = bodies.map((body, index) => ({
      messageId: `message-${index}`,
      body: typeof body === "string" ? body : JSON.stringify(body),
    }));
    return this.clock.drive(() => triggerReconciliations(this.#startRoom(), { Records } as never));
  }

  /** Starts one request and lets time pass until its execution has ended. */
  async run(request: ReconciliationRequest = this.request): Promise<Ended> {
    const { batchItemFailures } = await this.trigger(request);
    if (batchItemFailures.length > 0) throw new Error("the trigger reported its message");
    return this.ended(request);
  }

  async ended(request: ReconciliationRequest = this.request): Promise<Ended> {
    const arn = this.arnOf(request);
    await this.clock.drive(() => this.states.ended(arn));
    const description = this.ask("DescribeExecution", arn);
    const { events } = this.ask("GetExecutionHistory", arn) as { events: WireEvent[] };
    return {
      arn,
      status: String(description["status"]),
      error: description["error"] as string | undefined,
      states: entered(events),
      history: events,
    };
  }

  arnOf(request: ReconciliationRequest): string {
    return `${this.#executionPrefix}${executionName(request)}`;
  }

  stop(request: ReconciliationRequest = this.request): void {
    this.ask("StopExecution", this.arnOf(request));
  }

  /** Brings the watchdog the changes of ended executions, as the rule lets them through. */
  async watch(): Promise<void> {
    for (const detail of this.changes.splice(0)) {
      if (/FAILED|TIMED_OUT|ABORTED/.test(detail.status)) await this.tell(detail);
    }
  }

  tell(detail: object): Promise<void> {
    const event = {
      id: "event-1",
      "detail-type": "Step Functions Execution Status Change",
      detail,
    };
    return this.clock.drive(() => onStatusChange(this.#watchdogRoom(), event as never));
  }

  /** The watchdog's schedule. */
  sweep(): Promise<void> {
    return this.clock.drive(() => settleStale(this.#watchdogRoom()));
  }

  item(dialogGroupId: string = this.request.dialogGroupId): Promise<Reconciliation | undefined> {
    return showReconciliation({ client: this.dynamodb, table: TABLE }, dialogGroupId);
  }

  letters(): DeadLetter[] {
    return this.sqs.peek("dead-letters").map(({ body }) => JSON.parse(body) as DeadLetter);
  }

  /** Has a worker begin with the task that was put on its queue last. */
  work(): void {
    const body = this.sqs.peek("downloads").at(-1)?.body ?? "";
    this.clock
      .start("worker", () => this.worker(parseDownloadMessage(body)))
      .catch((error: Error) => this.workerErrors.push(error.name));
  }

  async succeed({ taskToken }: DownloadTask, output: object = DOWNLOADED): Promise<void> {
    await this.answer("SendTaskSuccess", { taskToken, output: JSON.stringify(output) });
  }

  #functions(): Record<string, Handler> {
    const { outcomes } = this;
    const room = () => ({
      outcomes,
      platform: httpExportPlatform({
        apiUrl: exportApiUrl(this.platform.url),
        token: { text: async () => "token", refreshed: async () => "token" },
        clock: this.clock,
        timeoutMs: this.platformTimeoutMs,
      }),
    });
    return {
      CreateExportJobFunction: (input) => createExportJob(room(), input),
      CheckExportStatusFunction: (input) => checkExportStatus(room(), input),
      GetExportMetadataFunction: (input) => getExportMetadata(room(), input),
      NotifyDownloadServiceFunction: async (input) => {
        const queueUrl = this.queueUrl("downloads");
        const notify = { client: this.queues, queueUrl, outcomes };
        const answer = await notifyDownloadService(notify, input);
        this.work();
        return answer;
      },
      ProcessParallelResultsFunction: (input) => processParallelResults({ outcomes }, input),
    };
  }

  get #executionPrefix(): string {
    return executionPrefixOf("RECONCILIATION_STATE_MACHINE_ARN", this.stateMachineArn);
  }

  #startRoom() {
    const { stateMachineArn } = this;
    const executionPrefix = this.#executionPrefix;
    return { ...this.#store(), states: this.sfn, stateMachineArn, executionPrefix };
  }

  #watchdogRoom() {
    const { timeoutSeconds, queues: client } = this;
    const queue = { client, queueUrl: this.queueUrl("dead-letters") };
    return { ...this.#startRoom(), timeoutSeconds, queue };
  }

  #store() {
    return {
      client: this.dynamodb,
      table: TABLE,
      clock: this.clock,
      outcomes: this.outcomes,
      poison: {
        send: async (reason: string, ids: Identifiers) => {
          this.poisoned.push(reason);
          this.poisonedIds.push(ids);
        },
      },
    };
  }
}
