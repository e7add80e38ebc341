import type { LocalClock } from "../../clock/clock.ts";
import type { ReceivedMessage } from "./receive-message.ts";
import { Sqs } from "./sqs.ts";

/** When the tests of this room begin. */
export const START: number = Date.UTC(2026, 0, 5, 8);

/**
 * SQS with a queue `work` (30 s visibility, an hour's retention, two receives) and its `dead` one,
 * for tests.
 */
export function aQueueService(clock: LocalClock): Sqs {
  const sqs = new Sqs({ clock, region: "ap-southeast-2", account: "123456789012" });
  sqs.baseUrl = "http://127.0.0.1:4566";
  sqs.createQueue({
    name: "work",
    visibilityTimeoutSeconds: 30,
    retentionSeconds: 3_600,
    redrive: {
      deadLetterArn: "arn:aws:sqs:ap-southeast-2:123456789012:dead",
      maxReceiveCount: 2,
    },
  });
  sqs.createQueue({ name: "dead", visibilityTimeoutSeconds: 30 });
  return sqs;
}

/** Receives from `work`, unless the input names another queue. */
export async function receive(sqs: Sqs, input: object = {}): Promise<ReceivedMessage[]> {
  const QueueUrl = sqs.queueUrl("work");
  return (await sqs.operations.ReceiveMessage({ QueueUrl, ...input })).Messages ?? [];
}

/** The one message that is to be there. */
export async function receiveOne(sqs: Sqs, input?: object): Promise<ReceivedMessage> {
  const [message] = await receive(sqs, input);
  if (!message) throw new Error("expected a message, got none");
  return message;
}

/** The name of the error that the operation answers with. */
export async function refusal(operation: () => unknown): Promise<string> {
  try {
    await operation();
  } catch (error) {
    return (error as Error).name;
  }
  throw new Error("expected a refusal, got an answer");
}
