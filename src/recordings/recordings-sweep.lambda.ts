import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Context } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { instanceIdOf } from "../aws/instance-id.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { TokenBucket } from "../aws/token-bucket.ts";
import { parseEnrol, parsePrefix, sweepVariables } from "./settings.ts";
import { sweepStep } from "./sweep.ts";

const environment = readEnvironment(sweepVariables);
const region = environment.AWS_REGION;

const room = {
  client: new DynamoDBClient({ region, ...NOBODY_WAITS }),
  table: environment.CONTACT_TABLE,
  clock,
  enrol: parseEnrol(environment.RECORDING_ENROL),
  graceSeconds: environment.RECORDING_GRACE_SECONDS,
  // One attempt: each further one would be a call outside the budget.
  connect: new ConnectClient({ region, ...NOBODY_WAITS, maxAttempts: 1 }),
  instanceId: instanceIdOf("CONNECT_INSTANCE_ARN", environment.CONNECT_INSTANCE_ARN),
  s3: new S3Client({ region, ...NOBODY_WAITS }),
  recordings: {
    bucket: environment.RECORDINGS_BUCKET,
    prefix: parsePrefix(environment.RECORDINGS_PREFIX),
  },
  sqs: new SQSClient({ region, ...NOBODY_WAITS }),
  reconciliationQueueUrl: environment.RECONCILIATION_QUEUE_URL,
  outcomes: outcomesOf("recordings"),
};

const rate = {
  perSecond: environment.DESCRIBE_CONTACT_RATE,
  burst: environment.DESCRIBE_CONTACT_BURST,
};

/** Called by each step of the sweep's state machine. */
export async function handler(
  input: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<{ readonly again: boolean }> {
  try {
    const describeBudget = new TokenBucket(clock, rate);
    return await sweepStep({ ...room, describeBudget }, input, context.getRemainingTimeInMillis());
  } finally {
    room.outcomes.publish();
  }
}
