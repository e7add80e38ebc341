/**
 * A service behind the door that speaks AWS's JSON protocol (1.0 or 1.1): one function per
 * operation, named as AWS names it. What is not listed gets `UnknownOperationException`.
 */
export interface JsonService {
  readonly operations: Readonly<Record<string, (input: never) => Promise<unknown> | unknown>>;
}

/**
 * An error a service answers with. `name` is the word on the wire (`__type`), which the SDKs turn
 * into the exception class of that name.
 */
export class ServiceError extends Error {
  override readonly name: string;
  /** HTTP status: 4xx is the caller's fault and final, 5xx the service's and retried by the SDKs. */
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
