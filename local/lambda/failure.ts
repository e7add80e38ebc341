/** How Lambda answers for a function that failed. */
export interface FailurePayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** An error of the runtime, not of the function's code; `name` is Lambda's word for it. */
export class RuntimeError extends Error {
  override readonly name: string;

  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** The time was up. Lambda itself answers then, so there is no trace. */
export class TimedOut extends RuntimeError {
  constructor(requestId: string, timeoutSeconds: number) {
    super(
      "Sandbox.Timedout",
      `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    );
  }
}

/** As the Node runtime tells Lambda about what was thrown (aws-lambda-nodejs-runtime-interface-client). */
export function failurePayload(thrown: unknown): FailurePayload {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  }
  const { name, message, stack = "" } = thrown;
  const failure = { errorType: name, errorMessage: message };
  return thrown instanceof TimedOut ? failure : { ...failure, trace: stack.split("\n") };
}
