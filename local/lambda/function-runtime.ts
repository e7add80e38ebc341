import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import { type Handler, loadHandler } from "./bundle.ts";
import { failurePayload, TimedOut } from "./failure.ts";
import type { FunctionLogs, LogLine } from "./function-logs.ts";
import { runInvocation, type TimeLimit } from "./invocation.ts";
import { runningFunction } from "./running-function.ts";

/** What the runtime of a function needs of its host. */
export interface RuntimeSurroundings {
  readonly clock: LocalClock;
  readonly region: string;
  /** Wins over the function's own variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: FunctionLogs;
  readonly hungAfterMs: number;
  readonly limits: Set<TimeLimit>;
}

export interface Answer {
  /** JSON text. */
  readonly payload: string;
  readonly functionError?: "Unhandled";
  readonly log: string;
}

/** One function: its environment, its module instance, its log. */
export class FunctionRuntime {
  readonly description: FunctionDescription;
  readonly #surroundings: RuntimeSurroundings;
  readonly #environment: Record<string, string>;
  #instance: Promise<Handler> | undefined;

  constructor(description: FunctionDescription, surroundings: RuntimeSurroundings) {
    this.description = description;
    this.#surroundings = surroundings;
    this.#environment = {
      ...reserved(description, surroundings.region),
      ...description.environment,
      ...surroundings.environment,
    };
  }

  /** @param payload JSON text */
  async invoke(payload: string, requestId: string): Promise<Answer> {
    const { clock, hungAfterMs, limits } = this.#surroundings;
    const { description } = this;
    const lines: string[] = [];
    const write = (source: LogLine["source"], text: string): void => {
      lines.push(text);
      this.#log(source, text, requestId);
    };
    const run = () =>
      runInvocation({
        description,
        requestId,
        payload,
        clock,
        hungAfterMs,
        limits,
        handler: () => this.#handler(),
      });
    try {
      const answer = await runningFunction.run({ environment: this.#environment, write }, run);
      return { payload: answer, log: lines.join("\n") };
    } catch (thrown) {
      const failure = failurePayload(thrown);
      // Lambda kills the environment of an invocation that timed out: the next one starts cold.
      if (thrown instanceof TimedOut) this.#instance = undefined;
      write("lambda", this.#errorLine(requestId, "Invoke Error", failure));
      return {
        payload: JSON.stringify(failure),
        functionError: "Unhandled",
        log: lines.join("\n"),
      };
    }
  }

  /** Concurrent first invocations share the cold start; after a failed one the next tries again. */
  #handler(): Promise<Handler> {
    if (this.#instance !== undefined) return this.#instance;
    const write = (source: LogLine["source"], text: string): void => this.#log(source, text);
    const scope = { environment: this.#environment, write };
    const instance = runningFunction.run(scope, () => loadHandler(this.description));
    this.#instance = instance;
    instance.catch((thrown: unknown) => {
      if (this.#instance === instance) this.#instance = undefined;
      write("lambda", this.#errorLine("undefined", "Init Error", failurePayload(thrown)));
    });
    return instance;
  }

  /** As the Node runtime logs what it reports; what an error says ends up in the log in AWS too. */
  #errorLine(requestId: string, kind: string, failure: object): string {
    const at = new Date(this.#surroundings.clock.now()).toISOString();
    return `${at}\t${requestId}\tERROR\t${kind}\t${JSON.stringify(failure)}`;
  }

  #log(source: LogLine["source"], text: string, requestId?: string): void {
    const { clock, logs } = this.#surroundings;
    const line = {
      functionName: this.description.name,
      ...(requestId !== undefined && { requestId }),
      at: clock.now(),
      source,
      text,
    };
    // Outside the function: who listens may print it, and that is not the function's output.
    runningFunction.run(undefined, () => logs.add(line));
  }
}

/** What Lambda itself sets (developer guide, "Defined runtime environment variables"). */
function reserved(description: FunctionDescription, region: string): Record<string, string> {
  return {
    _HANDLER: description.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${description.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: description.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(description.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${description.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: description.codeDirectory,
    TZ: ":UTC",
  };
}
