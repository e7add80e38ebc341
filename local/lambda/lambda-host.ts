import { randomUUID } from "node:crypto";
import { acceptedPayload } from "../aws/accepted-payload.ts";
import { ServiceError } from "../aws/service.ts";
import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import { FunctionLogs, type LogLine } from "./function-logs.ts";
import { type Answer, FunctionRuntime } from "./function-runtime.ts";
import type { TimeLimit } from "./invocation.ts";
import { installOutputCapture } from "./output-capture.ts";
import { installFunctionEnvironments } from "./process-environment.ts";

/** A busy laptop is not a hung call. */
const HUNG_AFTER_MS = 30_000;

export interface LambdaHostOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  /** What every function finds in its environment: AWS endpoints, credentials. Wins over its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with every line that a function, or Lambda about it, logs. */
  readonly onLog?: (line: LogLine) => void;
  readonly onInvocation?: (invocation: FinishedInvocation) => void;
  /** Real milliseconds after which a call that holds the clock counts as hung. @default 30000 */
  readonly hungAfterMs?: number;
}

export interface FinishedInvocation {
  readonly functionName: string;
  /** Who invoked it, e.g. `connect`, `kinesis`, `states`. */
  readonly source: string;
  readonly requestId: string;
  /** Epoch milliseconds of the stack's clock. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly functionError?: "Unhandled";
}

/** `payload` is the answer, or `{errorType, errorMessage, trace}` where `functionError` is set. */
export interface InvocationResult extends Answer {
  readonly requestId: string;
  /** On the stack's clock. */
  readonly durationMs: number;
}

/**
 * Runs unmodified Lambda bundles in this process.
 *
 * In AWS an execution environment handles one invocation at a time, and concurrency is by more
 * environments. Here concurrent invocations of a function share one module instance: what a bundle
 * keeps in module state between `await`s is shared where AWS would keep it apart.
 */
export class LambdaHost {
  readonly logs: FunctionLogs;
  readonly #options: LambdaHostOptions;
  readonly #functions = new Map<string, FunctionRuntime>();
  readonly #limits = new Set<TimeLimit>();
  readonly #uninstall: readonly (() => void)[];

  constructor(options: LambdaHostOptions) {
    this.#options = options;
    this.logs = new FunctionLogs(options.onLog);
    this.#uninstall = [installFunctionEnvironments(), installOutputCapture()];
  }

  register(description: FunctionDescription): void {
    const { clock, region, environment, hungAfterMs = HUNG_AFTER_MS } = this.#options;
    this.#functions.set(
      description.name,
      new FunctionRuntime(description, {
        clock,
        region,
        environment,
        hungAfterMs,
        limits: this.#limits,
        logs: this.logs,
      }),
    );
  }

  /** The registered functions. */
  get functions(): readonly FunctionDescription[] {
    return [...this.#functions.values()].map(({ description }) => description);
  }

  /**
   * Invokes synchronously, as an activity of the clock. A failure of the function is an answer.
   * @param payload JSON text; empty counts as `{}`
   * @param options `requestId`: the retries of an asynchronous invocation have that of the first
   * @throws ServiceError as the Lambda API does: no such function, not JSON, too large
   */
  async invoke(
    name: string,
    payload: string,
    { source, requestId = randomUUID() }: { readonly source: string; readonly requestId?: string },
  ): Promise<InvocationResult> {
    const runtime = this.#functions.get(name);
    if (runtime === undefined) throw this.notFound(name);
    const event = acceptedPayload(payload, "RequestResponse");
    const { clock } = this.#options;
    const startedAt = clock.now();
    const answer = await clock.run(`invoke ${name}`, () => runtime.invoke(event, requestId));
    const durationMs = clock.now() - startedAt;
    this.#options.onInvocation?.({
      functionName: name,
      source,
      requestId,
      startedAt,
      durationMs,
      ...(answer.functionError && { functionError: answer.functionError }),
    });
    return { ...answer, requestId, durationMs };
  }

  /** Lambda's error for a function that does not exist. @param name a name or a whole ARN */
  notFound(name: string): ServiceError {
    const { region, account } = this.#options;
    const arn = name.startsWith("arn:")
      ? name
      : `arn:aws:lambda:${region}:${account}:function:${name}`;
    return new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  }

  /**
   * Gives console, output streams and `process.env` back. What still runs gets no answer any more,
   * and does not keep the process alive.
   */
  close(): void {
    for (const limit of this.#limits) limit.cancel();
    for (const uninstall of this.#uninstall) uninstall();
  }
}
