import type { QueueEnd } from "../aws/sqs/queue-end.ts";
import type { ReceivedMessage } from "../aws/sqs/receive-message.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import type { MappingDescription } from "../template/mapping.ts";
import { failedMessages } from "./batch-answer.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { InFlight } from "./in-flight.ts";
import { QueueReader } from "./queue-reader.ts";
import { DeliveryRefusedError } from "./refused.ts";
import { sqsEvent } from "./sqs-event.ts";

/** Lambda begins with five batches at once, and adds more under load; here it stays at five. */
const CONCURRENT_BATCHES = 5;

export interface QueueMappingOptions {
  readonly clock: LocalClock;
  readonly host: Pick<LambdaHost, "functions" | "invoke">;
  readonly inFlight: InFlight;
  readonly faults: DeliveryFaults;
}

/**
 * An event source mapping on a queue: messages go to the function in batches, and are deleted when
 * it is done with them. A batch that fails stays hidden until its visibility timeout ends, and then
 * comes again, or goes to the dead-letter queue.
 * @throws DeliveryRefusedError for what CreateEventSourceMapping would refuse
 */
export function queueMapping(
  mapping: MappingDescription,
  queue: QueueEnd,
  options: QueueMappingOptions,
): QueueReader {
  checkVisibility(mapping, queue, options.host);
  return new QueueReader({
    ...options,
    queue,
    name: mapping.logicalId,
    batchSize: mapping.batchSize,
    windowSeconds: mapping.maximumBatchingWindowSeconds,
    concurrency: mapping.maximumConcurrency ?? CONCURRENT_BATCHES,
    async handle(batch) {
      const failed = await failures(mapping, batch, options.host);
      for (const { MessageId, ReceiptHandle } of batch) {
        if (!failed.has(MessageId)) queue.remove(ReceiptHandle);
      }
    },
  });
}

async function failures(
  { functionName, sourceArn, reportBatchItemFailures }: MappingDescription,
  batch: readonly ReceivedMessage[],
  host: Pick<LambdaHost, "invoke">,
): Promise<ReadonlySet<string>> {
  const event = JSON.stringify(sqsEvent(sourceArn, batch));
  const result = await host.invoke(functionName, event, { source: "sqs" });
  const ids = batch.map(({ MessageId }) => MessageId);
  if (result.functionError !== undefined) return new Set(ids);
  return reportBatchItemFailures ? failedMessages(result.payload, ids) : new Set();
}

function checkVisibility(
  { logicalId, functionName }: MappingDescription,
  { visibilityTimeoutSeconds }: QueueEnd,
  host: Pick<LambdaHost, "functions">,
): void {
  const timeout = host.functions.find(({ name }) => name === functionName)?.timeoutSeconds ?? 0;
  if (visibilityTimeoutSeconds >= timeout) return;
  throw new DeliveryRefusedError(
    logicalId,
    `the queue's visibility timeout (${visibilityTimeoutSeconds} s) is less than the function's timeout (${timeout} s); AWS refuses that.`,
  );
}
