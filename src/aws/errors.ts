import { InvalidInputError } from "../connect/invalid-input.ts";

/**
 * A deployment mistake, found at start: which variable, what was expected. The function refuses to
 * start, so that the deployment fails and not the first caller.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly variable: string;

  constructor(variable: string, expected: string) {
    super(`Environment variable ${variable} ${expected}. Set it on the function and deploy again.`);
    this.variable = variable;
  }
}

/** What may be logged of any error: never its message, which can hold what a caller entered. */
export interface ErrorSummary {
  readonly error: string;
  readonly field?: string;
  readonly httpStatus?: number;
  readonly awsRequestId?: string;
  readonly attempts?: number;
}

interface AwsMetadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
}

export function summarize(error: unknown): ErrorSummary {
  if (!(error instanceof Error)) return { error: typeof error };
  const { httpStatusCode, requestId, attempts } =
    (error as { $metadata?: AwsMetadata }).$metadata ?? {};
  return {
    error: error.name,
    ...(error instanceof InvalidInputError && { field: error.field }),
    ...(httpStatusCode !== undefined && { httpStatus: httpStatusCode }),
    ...(requestId !== undefined && { awsRequestId: requestId }),
    ...(attempts !== undefined && { attempts }),
  };
}
