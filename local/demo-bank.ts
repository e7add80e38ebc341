import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ConnectApi } from "./aws/connect/connect-api.ts";
import { ContactDirectory } from "./bank-line/contact-directory.ts";
import { LocalClock } from "./clock/clock.ts";
import type { Consumer } from "./delivery/queue-consumer.ts";
import { Downloads } from "./downloads.ts";
import { type ExportPlatform, openExportPlatform } from "./export-platform/export-platform.ts";
import { LOCAL_INSTANCE, LOCAL_RECORDINGS, LOCAL_TOKEN_SECRET } from "./instance.ts";
import type { LocalStack, StackOptions } from "./local-stack.ts";
import { startStack } from "./stack.ts";

/** The container in the template that works on downloads, its queue, and its bundle. */
const WORKER = {
  container: "worker",
  queue: "linekeeper-reconciliation-downloads",
  bundle: fileURLToPath(new URL("../dist/worker/index.mjs", import.meta.url)),
  concurrency: 4,
} as const;

/**
 * The local stack with what is around it at a bank: the recording platform, the bucket that Connect
 * records into, and a worker that downloads.
 */
export interface DemoBank extends LocalStack {
  /** Of the recordings that the platform makes up. */
  readonly seed: number;
  readonly exportPlatform: ExportPlatform;
  readonly recordings: typeof LOCAL_RECORDINGS;
  /** Connect's API behind the door, and how often it was called. */
  readonly connectApi: ConnectApi;
  /** The contacts that Connect's API tells of; whoever simulates contacts adds them. */
  readonly contacts: ContactDirectory;
  readonly worker: {
    /** Nobody works on downloads until `resume`. */
    pause(): void;
    resume(): void;
  };
}

/** What `npm run build` makes is not there. */
class NotBuiltError extends Error {
  override readonly name = "NotBuiltError";
}

/** @throws what `startStack` does; NotBuiltError when the worker is not there */
export async function openDemoBank(options: StackOptions): Promise<DemoBank> {
  const bundle = await loadWorker();
  const clock = options.clock ?? new LocalClock(options.startAt);
  const token = randomUUID();
  const { seed = 1 } = options;
  const downloads = new Downloads();
  const { pausing } = downloads;
  const contacts = new ContactDirectory();
  const instanceId = LOCAL_INSTANCE.arn.split("/").at(-1) ?? "";
  const connectApi = new ConnectApi({ clock, contacts, instanceId });
  const exportPlatform = await openExportPlatform({ clock, token, seed, pausing });
  try {
    const stack = await startStack({
      connect: connectApi.handle,
      ...options,
      clock,
      parameters: { ExportApiUrl: exportPlatform.url, ...options.parameters },
      secrets: { [LOCAL_TOKEN_SECRET]: token },
    });
    return { ...around(stack, exportPlatform, seed, downloads, bundle), contacts, connectApi };
  } catch (error) {
    await exportPlatform.close();
    throw error;
  }
}

async function loadWorker(): Promise<WorkerBundle> {
  if (!existsSync(WORKER.bundle)) {
    throw new NotBuiltError(`${WORKER.bundle} is missing. Build it with: npm run build`);
  }
  return import(WORKER.bundle);
}

function around(
  stack: LocalStack,
  exportPlatform: ExportPlatform,
  seed: number,
  downloads: Downloads,
  { openWorker }: WorkerBundle,
): Omit<DemoBank, "contacts" | "connectApi"> {
  const worker = stack.inContainer(WORKER.container, () => openWorker());
  const { container, concurrency } = WORKER;
  const consume = (): Consumer =>
    stack.consume(
      WORKER.queue,
      (message) => downloads.during(message, () => worker.work(message)),
      {
        container,
        concurrency,
      },
    );
  let consumer: Consumer | undefined = consume();
  return {
    ...stack,
    seed,
    exportPlatform,
    recordings: LOCAL_RECORDINGS,
    worker: {
      pause() {
        consumer?.stop();
        consumer = undefined;
      },
      resume() {
        consumer ??= consume();
      },
    },
    async close() {
      consumer?.stop();
      worker.close();
      await stack.close();
      await exportPlatform.close();
    },
  };
}

interface WorkerBundle {
  openWorker(): {
    work(message: object): Promise<void>;
    close(): void;
  };
}
