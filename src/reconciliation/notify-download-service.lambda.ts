import { SQSClient } from "@aws-sdk/client-sqs";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { notifyDownloadService } from "./notify-download-service.ts";
import { notifyVariables } from "./settings.ts";

const environment = readEnvironment(notifyVariables);

const room = {
  client: new SQSClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  queueUrl: environment.DOWNLOAD_QUEUE_URL,
  outcomes: outcomesOf("reconciliation"),
};

/** Called by the state machine's `NotifyDownloadService`. */
export function handler(input: unknown): ReturnType<typeof notifyDownloadService> {
  return notifyDownloadService(room, input);
}
