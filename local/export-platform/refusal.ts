import type { OutgoingHttpHeaders } from "node:http";

/** An answer that is an error: body `{"error": "...", "message": "..."}`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** The word in `error`. */
  readonly error: string;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, error: string, message: string, headers: OutgoingHttpHeaders = {}) {
    super(message);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}
