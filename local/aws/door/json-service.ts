import type { IncomingMessage, ServerResponse } from "node:http";
import { type JsonService, ServiceError } from "../service.ts";
import { answer, jsonType } from "./answer.ts";

/** What an operation may know of its request, beyond the input: its second argument. */
export interface Call {
  /** Aborted when the client went away before it had its answer. */
  readonly signal: AbortSignal;
}

type Operation = (input: never, call: Call) => Promise<unknown> | unknown;

/**
 * Serves one request of AWS's JSON protocol.
 * @throws {ServiceError} what the operation throws, `UnknownOperationException` for one that is not
 *   there, `SerializationException` for a body that is not a JSON object
 */
export async function serveJson(
  service: JsonService,
  called: { readonly title: string; readonly operation: string },
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const operation = operationOf(service, called);
  // Each operation says what it takes, and checks what it was given.
  const output = await operation(parse(body) as never, { signal: goneSignal(response) });
  answer(response, 200, JSON.stringify(output ?? {}), { "Content-Type": jsonType(request) });
}

function operationOf(
  service: JsonService,
  called: { readonly title: string; readonly operation: string },
): Operation {
  const { title, operation } = called;
  const known = Object.hasOwn(service.operations, operation);
  const found = known ? service.operations[operation] : undefined;
  if (found) return found;
  const asked = operation === "" ? "a request without X-Amz-Target" : operation;
  const all = Object.keys(service.operations).join(", ");
  throw new ServiceError(
    "UnknownOperationException",
    `${title} of the local stack does not know ${asked}. It knows ${all}: see local/SUPPORT.md`,
  );
}

function parse(body: string): object {
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch (cause) {
    throw new ServiceError("SerializationException", `expected a JSON object: ${String(cause)}`);
  }
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input;
  throw new ServiceError("SerializationException", `expected a JSON object, got ${typeof input}`);
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
