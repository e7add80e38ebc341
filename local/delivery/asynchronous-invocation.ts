import { randomUUID } from "node:crypto";
import { acceptedPayload } from "../aws/accepted-payload.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { InvocationResult, LambdaHost } from "../lambda/lambda-host.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { InFlight } from "./in-flight.ts";
import { DeliveryRefusedError } from "./refused.ts";

/** Lambda waits a minute before the first retry and two before the second (developer guide). */
const RETRY_AFTER_MS = [60_000, 120_000];

export interface AsynchronousOptions {
  readonly clock: LocalClock;
  readonly host: Pick<LambdaHost, "functions" | "invoke">;
  readonly inFlight: InFlight;
  /** Sends a message to a queue. */
  readonly send: (queueArn: string, body: string) => Promise<unknown> | unknown;
}

/** An event whose function failed for the last time. */
export interface DiscardedEvent {
  readonly functionName: string;
  readonly requestId: string;
  readonly condition: "RetriesExhausted" | "EventAgeExceeded";
}

/** Lambda's asynchronous invocation: accepts events, retries, and hands over what keeps failing. */
export class AsynchronousInvocation {
  readonly discarded: DiscardedEvent[] = [];
  readonly #options: AsynchronousOptions;
  readonly #functions: ReadonlyMap<string, FunctionDescription>;

  /** @throws DeliveryRefusedError for a destination that is not a queue */
  constructor(options: AsynchronousOptions) {
    this.#options = options;
    this.#functions = new Map(options.host.functions.map((one) => [one.name, one]));
    for (const { logicalId, asynchronous } of options.host.functions) {
      for (const arn of [asynchronous.onFailureArn, asynchronous.deadLetterArn]) {
        if (arn === undefined || arn.startsWith("arn:aws:sqs:")) continue;
        throw new DeliveryRefusedError(
          logicalId,
          `its failed events go to ${arn}, not to a queue.`,
        );
      }
    }
  }

  /**
   * Accepts an event; its first attempt starts at once.
   * @param payload JSON text
   * @throws ServiceError as the Lambda API does for what is too large or not JSON
   */
  invoke(functionName: string, payload: string, source = "event"): void {
    const description = this.#functions.get(functionName);
    if (description === undefined)
      throw new DeliveryRefusedError(functionName, "no such function.");
    const event = acceptedPayload(payload, "Event");
    this.#options.inFlight.start(`event for ${functionName}`, () =>
      this.#deliver(description, event, source),
    );
  }

  async #deliver(description: FunctionDescription, event: string, source: string): Promise<void> {
    const { clock, host } = this.#options;
    const { maximumRetryAttempts, maximumEventAgeSeconds } = description.asynchronous;
    const requestId = randomUUID();
    const expires = clock.now() + maximumEventAgeSeconds * 1_000;
    for (let attempt = 1; ; attempt += 1) {
      const result = await host.invoke(description.name, event, { source, requestId });
      if (result.functionError === undefined) return;
      const wait = RETRY_AFTER_MS[attempt - 1];
      const isLast = wait === undefined || attempt > maximumRetryAttempts;
      if (isLast || clock.now() + wait > expires) {
        const condition = isLast ? "RetriesExhausted" : "EventAgeExceeded";
        return this.#discard(description, event, { result, attempt, condition });
      }
      await clock.sleep(wait);
    }
  }

  async #discard(
    { name, arn, asynchronous }: FunctionDescription,
    event: string,
    failure: Failure,
  ): Promise<void> {
    const { clock, send } = this.#options;
    const { requestId } = failure.result;
    this.discarded.push({ functionName: name, requestId, condition: failure.condition });
    if (asynchronous.onFailureArn !== undefined) {
      const record = destinationRecord(arn, event, failure, clock.now());
      await send(asynchronous.onFailureArn, JSON.stringify(record));
    }
    if (asynchronous.deadLetterArn !== undefined) await send(asynchronous.deadLetterArn, event);
  }
}

interface Failure {
  readonly result: InvocationResult;
  readonly attempt: number;
  readonly condition: DiscardedEvent["condition"];
}

/** What an on-failure destination receives (developer guide, "Capturing records of …"). */
function destinationRecord(
  functionArn: string,
  event: string,
  { result, attempt, condition }: Failure,
  now: number,
): object {
  return {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: result.requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempt,
    },
    requestPayload: JSON.parse(event),
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: result.functionError,
    },
    responsePayload: JSON.parse(result.payload),
  };
}
