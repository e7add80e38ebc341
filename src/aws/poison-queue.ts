import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { NOBODY_WAITS } from "./client-limits.ts";
import type { Identifiers, SystemName } from "./outcomes.ts";

/** Where input goes that can never be worked on. */
export interface PoisonQueue {
  /**
   * @param reason the field and what was expected of it; never a value
   * @throws the SDK's error when the queue refuses: the input must then be delivered again
   */
  send(reason: string, identifiers: Identifiers): Promise<void>;
}

/** Messages are `{system, reason, <id>?…}`: ids and a reason, no attributes. */
export function poisonQueue(system: SystemName, queueUrl: string): PoisonQueue {
  const client = new SQSClient(NOBODY_WAITS);
  return {
    async send(reason, identifiers) {
      const body = JSON.stringify({ system, reason, ...identifiers });
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
  };
}
