import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { LocalClock } from "./clock/clock.ts";
import type { Consumer } from "./delivery/queue-consumer.ts";
import { Downloads } from "./downloads.ts";
import { type ExportPlatform, openExportPlatform } from "./export-platform/export-platform.ts";
import { LOCAL_RECORDINGS, LOCAL_TOKEN_SECRET } from "./instance.ts";
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
  readonly worker: {
    /** Nobody works on downloads until `resume`. */
    pause(): void;
    resume(): void;
  };
}

/** @throws what `startStack` does; Error when the worker is not built */
export async function openDemoBank(options: StackOptions): Promise<DemoBank> {
  const clock = options.clock ?? new LocalClock(options.startAt);
  const token = randomUUID();
  const { seed = 1 } = options;
  const downloads = new Downloads();
  const { pausing } = downloads;
  const exportPlatform = await openExportPlatform({ clock, token, seed, pausing });
  try {
    const stack = await startStack({
      ...options,
      clock,
      parameters: { ExportApiUrl: exportPlatform.url, ...options.parameters },
      secrets: { [LOCAL_TOKEN_SECRET]: token },
    });
    return await around(stack, exportPlatform, seed, downloads);
  } catch (error) {
    await exportPlatform.close();
    throw error;
  }
}

async function around(
  stack: LocalStack,
  exportPlatform: ExportPlatform,
  seed: number,
  downloads: Downloads,
): Promise<DemoBank> {
  const { openWorker } = (await import(WORKER.bundle)) as WorkerBundle;
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
