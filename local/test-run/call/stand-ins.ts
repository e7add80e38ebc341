import type { LocalClock } from "../../clock/clock.ts";
import type { ActionStarted } from "../../connect/flow/observer.ts";
import type { InvokeFunction } from "../../connect/lambda-block.ts";
import { isObject, member } from "../../connect/language/json.ts";
import type { Strategy } from "../../connect/testing-language/test-case.ts";
import type { OfFunction } from "../sidecar/sidecar.ts";
import { sameResource } from "./fits.ts";

type Mock = Exclude<Strategy, { type: "SubstituteResource" }>;

/** One invocation by a flow, mocked or not. */
export interface Invocation {
  readonly functionArn: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A function that never answers is waited for no longer than this. */
const NEVER_SECONDS = 120;

/**
 * Stands in for functions that a test mocks, and keeps what flows invoked. What a mock answers passes
 * through the Lambda block like any answer: it is validated, logged, and in time or not.
 */
export class StandIns {
  readonly invocations: Invocation[] = [];
  readonly #clock: LocalClock;
  readonly #functions: Readonly<Record<string, OfFunction>>;
  /** Of the block that runs. */
  #mock: Mock | undefined;

  /** @param functions by ARN */
  constructor(clock: LocalClock, functions: Readonly<Record<string, OfFunction>>) {
    this.#clock = clock;
    this.#functions = functions;
  }

  /** A Lambda block begins. @param mock what an override makes of this invocation */
  began({ parameters }: ActionStarted, functionArn: string, mock: Mock | undefined): void {
    const given = member(parameters, "LambdaInvocationAttributes");
    this.invocations.push({ functionArn, parameters: isObject(given) ? given : {} });
    this.#mock = mock;
  }

  ended(): void {
    this.#mock = undefined;
  }

  /** In front of the functions themselves. */
  inFrontOf(bank: InvokeFunction): InvokeFunction {
    return async (name, payload) => {
      if (this.#mock) return this.#play(this.#mock);
      const answers = this.#answersOf(name);
      return answers ? { payload: JSON.stringify(answers) } : bank(name, payload);
    };
  }

  async #play(mock: Mock): ReturnType<InvokeFunction> {
    // Connect invokes a failing function again at once; the mocked delay is that of the block.
    this.#mock = { ...mock, delaySeconds: 0 };
    await this.#clock.sleep(1000 * mock.delaySeconds);
    if (mock.type === "MockResult") return { payload: JSON.stringify(mock.value) };
    if (mock.error === "TimeLimitExceeded") await this.#clock.sleep(1000 * NEVER_SECONDS);
    return { payload: JSON.stringify({ errorType: mock.error }), functionError: "Unhandled" };
  }

  #answersOf(name: string): Readonly<Record<string, unknown>> | undefined {
    const arn = Object.keys(this.#functions).find(
      (one) => one.endsWith(`:${name}`) || one === name,
    );
    return arn === undefined ? undefined : this.#functions[arn]?.answers;
  }
}

/** The invocations of one function. */
export function invocationsOf(
  invocations: readonly Invocation[],
  functionArn: string,
): readonly Invocation[] {
  return invocations.filter((one) => sameResource(functionArn, one.functionArn));
}
