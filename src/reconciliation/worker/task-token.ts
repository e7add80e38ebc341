import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { awsTrouble } from "./aws-trouble.ts";
import { TokenExpiredError } from "./failure.ts";

/**
 * A token that nobody waits for: its task timed out, lost its heartbeat, was answered already, or
 * never was. `ValidationException`: it has no token's form. None of them can get better.
 */
const NOBODY_WAITS_FOR_IT: ReadonlySet<string> = new Set([
  "TaskTimedOut",
  "TaskDoesNotExist",
  "InvalidToken",
  "ValidationException",
]);

/** Each @throws TokenExpiredError, DownloadFailedError, PassingTroubleError */
export interface TaskToken {
  heartbeat(): Promise<void>;
  /** @param output becomes the task's result, as JSON */
  succeed(output: object): Promise<void>;
  fail(error: string, cause: string): Promise<void>;
}

export function taskToken(sfn: SFNClient, token: string): TaskToken {
  return {
    heartbeat: () => told(sfn.send(new SendTaskHeartbeatCommand({ taskToken: token }))),
    succeed: (output) =>
      told(
        sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) })),
      ),
    fail: (error, cause) =>
      told(sfn.send(new SendTaskFailureCommand({ taskToken: token, error, cause }))),
  };
}

async function told(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof Error && NOBODY_WAITS_FOR_IT.has(error.name)) {
      throw new TokenExpiredError(`Step Functions answered ${error.name}`);
    }
    throw awsTrouble("Step Functions", error);
  }
}
