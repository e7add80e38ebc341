import type { MappingDescription } from "../template/mapping.ts";
import { aDelivery, aMapping, type DeliveryUnderTest } from "./a-delivery.ts";

/** Where the queues of these tests are. */
export const PLACE = "arn:aws:sqs:eu-central-1:111122223333";

/** Virtual milliseconds after which a message that was not deleted comes again. */
export const VISIBLE_AFTER = 30_000;

/**
 * Says the bodies of its batch, each with its receive count. A body `a!2` fails the first two times;
 * `a!!` fails always. With `batchItemFailures` each failure is reported; without, the function throws.
 */
const FUNCTION = (reports: boolean) => `
  say(event.Records.map(({ body, attributes }) => body + "#" + attributes.ApproximateReceiveCount));
  const failed = event.Records.filter(({ body, messageId }) => {
    const [, times] = body.split("!");
    state[messageId] = (state[messageId] ?? 0) + 1;
    return times === "" || state[messageId] <= Number(times ?? 0);
  });
  if (${!reports} && failed.length > 0) throw new Error("failed");
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };`;

/** For tests: a stack whose function reads a queue. */
export interface QueueReadingTest extends DeliveryUnderTest {
  stop(): void;
  /** Sends messages to `work`. */
  send(...bodies: readonly string[]): void;
  /** Bodies of what is in a queue. */
  left(queue: string): readonly string[];
}

/** For tests: `work` is read by `Fn`, and gives up to `dead`. Begins at once. */
export function aQueueMapping(
  mapping: Partial<MappingDescription> = {},
  body?: string,
  maxReceiveCount = 3,
): QueueReadingTest {
  const { reportBatchItemFailures = true } = mapping;
  const test = aDelivery(body ?? FUNCTION(reportBatchItemFailures), {
    mappings: [aMapping({ sourceArn: `${PLACE}:work`, batchSize: 10, ...mapping })],
    queues: [
      {
        name: "work",
        visibilityTimeoutSeconds: VISIBLE_AFTER / 1_000,
        redrive: { deadLetterArn: `${PLACE}:dead`, maxReceiveCount },
      },
      { name: "dead", visibilityTimeoutSeconds: 30 },
    ],
  });
  const stop = test.delivery.start();
  return {
    ...test,
    stop,
    send: (...bodies: readonly string[]) => bodies.map((one) => test.sqs.send("work", one)),
    left: (queue: string) => test.sqs.peek(queue).map((message) => message.body),
  };
}
