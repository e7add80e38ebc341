import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { vi } from "vitest";
import { aDoor, type TestDoor } from "../local/aws/door/a-door.ts";
import { LocalS3 } from "../local/aws/s3/s3.ts";
import { Secrets } from "../local/aws/secrets/secrets.ts";
import { LocalClock } from "../local/clock/clock.ts";
import {
  type ExportPlatform,
  openExportPlatform,
} from "../local/export-platform/export-platform.ts";
import type { Fate } from "../local/export-platform/fate.ts";
import { aMachine } from "../local/states/a-machine.ts";
import { StatesService } from "../local/states/service.ts";
import type { DownloadMessage } from "../src/reconciliation/worker/download-queue.ts";
import { openWorker, type Worker } from "../src/reconciliation/worker/open-worker.ts";
import { MORNING } from "./factories/time.ts";

export const BUCKET = "recordings";
const PREFIX = "connect/demo-bank/CallRecordings";
const TOKEN = "bearer-of-the-platform";
const ORIGINAL = "2026-01-02T03:04:05.678Z";
const EXPORT_SECONDS = 60;

/** What the machine said of a task, once it had its answer. */
export interface Told {
  readonly status: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly output?: unknown;
}

/** What the platform says of a completed export. */
interface Exported {
  readonly exportJobId: string;
  readonly downloadUrl: string;
  readonly fileSize: number | undefined;
}

/** A download that a machine waits for; its message is in the queue. */
export interface Requested {
  readonly executionArn: string;
  readonly downloadUrl: string;
  /** Where its recording is to lie. */
  readonly key: string;
}

/** The worker's world: queue, task tokens, bucket, secret, platform, on one driven clock. */
export class DownloadRoom {
  readonly clock: LocalClock;
  readonly door: TestDoor;
  readonly s3: LocalS3;
  readonly platform: ExportPlatform;
  readonly secrets: Secrets;
  #token = TOKEN;
  #keys = 0;
  readonly #states: StatesService;
  readonly #machineArn: string;
  readonly #sfn: SFNClient;
  readonly #sqs: SQSClient;
  readonly #workers: Worker[] = [];

  private constructor(
    parts: Pick<DownloadRoom, "clock" | "door" | "s3" | "platform" | "secrets">,
    states: StatesService,
    machineArn: string,
  ) {
    ({
      clock: this.clock,
      door: this.door,
      s3: this.s3,
      platform: this.platform,
      secrets: this.secrets,
    } = parts);
    this.#states = states;
    this.#machineArn = machineArn;
    this.#sfn = new SFNClient(parts.door.settings);
    this.#sqs = new SQSClient(parts.door.settings);
  }

  /** @param startAt epoch milliseconds; now, for a room that is to go on in real time */
  static async open(startAt: number = MORNING): Promise<DownloadRoom> {
    const clock = new LocalClock(startAt);
    const home = { clock, region: "ap-southeast-2", account: "123456789012" };
    const s3 = await LocalS3.open(clock);
    s3.createBucket(BUCKET);
    const secrets = new Secrets(home);
    secrets.set("export-token", TOKEN);
    let notify: (payload: unknown) => void = () => {};
    const states = new StatesService({
      ...home,
      integrations: {
        invokeLambda: async (_, payload) => notify(payload) ?? {},
        call: () => Promise.reject(new Error("this machine calls nothing")),
      },
    });
    const door = await aDoor(clock, {
      services: { s3: s3.handle, states, secretsmanager: secrets },
    });
    for (const name of ["downloads", "poison"]) {
      door.sqs.createQueue({ name, visibilityTimeoutSeconds: 300 });
    }
    notify = (payload) => door.sqs.send("downloads", JSON.stringify(payload));
    const machineArn = states.addMachine("waiting", aMachine(WAITING));
    const platform = await openExportPlatform({ clock, token: TOKEN, seed: 1 });
    clock.install();
    vi.stubEnv("AWS_ENDPOINT_URL", door.url);
    vi.stubEnv("AWS_REGION", home.region);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    return new DownloadRoom({ clock, door, s3, platform, secrets }, states, machineArn);
  }

  /** The environment of a worker of this room. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      AWS_REGION: "ap-southeast-2",
      DOWNLOAD_QUEUE_URL: this.door.sqs.queueUrl("downloads"),
      RECONCILIATION_POISON_QUEUE_URL: this.door.sqs.queueUrl("poison"),
      EXPORT_API_URL: this.platform.url,
      EXPORT_API_TOKEN_SECRET_ARN: "export-token",
      RECORDINGS_BUCKET: BUCKET,
      RECORDINGS_PREFIX: PREFIX,
      // Of the wall clock: a host that falls silent does so in real time.
      DOWNLOAD_IDLE_SECONDS: "1",
      ...more,
    };
  }

  worker(more: Readonly<Record<string, string>> = {}): Worker {
    const worker = openWorker(this.environment(more));
    this.#workers.push(worker);
    return worker;
  }

  /** Runs `story` in the room's time, which passes as the story waits. */
  live<T>(story: () => Promise<T>): Promise<T> {
    return this.clock.drive(story);
  }

  /** A completed export, and a machine that has asked for its download. */
  async request(callId: string, fate: Fate = {}, more: object = {}): Promise<Requested> {
    return this.ask(callId, { ...(await this.exported(callId, fate)), ...more });
  }

  /** A completed export, for which nobody has asked yet. */
  async exported(callId: string, fate: Fate = {}): Promise<Exported> {
    this.platform.script(callId, { ...fate, exportSeconds: EXPORT_SECONDS });
    const { exportJobId } = await this.#call("export-jobs", { dialogGroupId: callId, callId });
    await this.clock.sleep(EXPORT_SECONDS * 1_000);
    const { downloadUrl, fileSize } = await this.#call(`export-jobs/${exportJobId}`);
    return {
      exportJobId: String(exportJobId),
      downloadUrl: String(downloadUrl),
      fileSize: Number(fileSize),
    };
  }

  /** Starts a machine that asks for the download of an export. */
  async ask(callId: string, exported: Exported & object): Promise<Requested> {
    const task = { dialogGroupId: callId, callId, originalTimestamp: ORIGINAL, ...exported };
    const { executionArn = "" } = await this.#sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.#machineArn,
        input: JSON.stringify(task),
      }),
    );
    const key = `${PREFIX}/2026/01/02/${callId}_20260102T03:04_UTC.wav`;
    return { executionArn, downloadUrl: exported.downloadUrl, key };
  }

  /** What the platform serves for it. */
  async archive({ downloadUrl }: Pick<Requested, "downloadUrl">): Promise<Buffer> {
    const headers = { authorization: `Bearer ${this.#token}` };
    return Buffer.from(await (await fetch(downloadUrl, { headers })).arrayBuffer());
  }

  /** The next message of the queue, as a worker receives it; waits for one that is invisible. */
  async receive(): Promise<DownloadMessage> {
    const QueueUrl = this.door.sqs.queueUrl("downloads");
    for (let polls = 0; polls < 40; polls += 1) {
      const { Messages } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      const [message] = Messages ?? [];
      if (message) return asReceived(message);
      await this.clock.sleep(10_000);
    }
    throw new Error("no message came");
  }

  /** Whatever the machine hears, if it hears anything before its task times out. */
  async told({ executionArn }: Pick<Requested, "executionArn">): Promise<Told> {
    await this.#states.ended(executionArn);
    const found = await this.#sfn.send(new DescribeExecutionCommand({ executionArn }));
    const { status, error, cause, output } = found;
    return output === undefined ? { status, error, cause } : { status, output: JSON.parse(output) };
  }

  /** Names of the objects that can be seen. */
  visible(): string[] {
    return this.s3.list(BUCKET).map(({ key }) => key);
  }

  /** Messages that somebody still has to work on, or works on. */
  left(queue: "downloads" | "poison" = "downloads"): number {
    return this.door.sqs.peek(queue).length;
  }

  async close(): Promise<void> {
    for (const client of [this.#sfn, this.#sqs, ...this.#workers]) {
      if ("close" in client) client.close();
      else client.destroy();
    }
    vi.unstubAllEnvs();
    this.clock.uninstall();
    await this.platform.close();
    await this.door.close();
    await this.s3.close();
  }

  /** The platform takes another token from now on; the secret holds it. */
  rotate(token: string): void {
    this.#token = token;
    this.platform.rotate(token);
    this.secrets.set("export-token", token);
  }

  async #call(path: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
    this.#keys += 1;
    const headers = { authorization: `Bearer ${this.#token}`, "idempotency-key": `${this.#keys}` };
    const post = { method: "POST", body: JSON.stringify({ ...body, requestedAt: ORIGINAL }) };
    const response = await fetch(`${this.platform.url}/${path}`, { headers, ...(body && post) });
    return (await response.json()) as Record<string, unknown>;
  }
}

function asReceived({ MessageId = "", Body = "", ReceiptHandle = "" }: Message): DownloadMessage {
  return { messageId: MessageId, body: Body, receiptHandle: ReceiptHandle };
}

const WAITING = {
  NotifyDownloadService: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: "NotifyDownloadServiceFunction",
      Payload: "{% $merge([$states.input, { 'taskToken': $states.context.Task.Token }]) %}",
    },
    TimeoutSeconds: 7_200,
    HeartbeatSeconds: 600,
    End: true,
  },
};
