import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { ServiceError } from "../service.ts";

/** Above everything the services behind the door accept: Lambda's payload is the largest, 6 MiB. */
export const LARGEST_BODY: number = 8 * 1024 * 1024;

/** A request whose body has arrived: what its client does from now on does not disturb it. */
export type ArrivedRequest = Readable & Pick<IncomingMessage, "method" | "url" | "headers">;

/** The request once more, with the body that was read from it. */
export function arrived(request: IncomingMessage, body: string): ArrivedRequest {
  const { method, url, headers } = request;
  return Object.assign(Readable.from([Buffer.from(body)]), { method, url, headers });
}

/**
 * The whole body as text.
 * @throws {ServiceError} `RequestTooLargeException`, 413, for one over {@link LARGEST_BODY} bytes
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > LARGEST_BODY) throw tooLarge(declared);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) throw tooLarge(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(bytes: number): ServiceError {
  return new ServiceError(
    "RequestTooLargeException",
    `expected a body of at most ${LARGEST_BODY} bytes, got ${bytes} or more`,
    413,
  );
}
