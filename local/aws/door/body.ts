import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { ServiceError } from "../service.ts";

/** Above everything that the services but S3 accept: Lambda's payload is the largest, 6 MiB. */
export const LARGEST_BODY: number = 8 * 1024 * 1024;

/** A request whose body has arrived: what its client does from now on does not disturb it. */
export type ArrivedRequest = Readable & Pick<IncomingMessage, "method" | "url" | "headers">;

/** The request once more, with the body that was read from it. */
export function arrived(request: IncomingMessage, body: Buffer): ArrivedRequest {
  const { method, url, headers } = request;
  return Object.assign(Readable.from([body]), { method, url, headers });
}

/**
 * The whole body.
 * @throws {ServiceError} `RequestTooLargeException`, 413, for one over so many bytes
 */
export async function readBody(request: IncomingMessage, largest = LARGEST_BODY): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > largest) throw tooLarge(declared, largest);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > largest) throw tooLarge(bytes, largest);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytes: number, largest: number): ServiceError {
  return new ServiceError(
    "RequestTooLargeException",
    `expected a body of at most ${largest} bytes, got ${bytes} or more`,
    413,
  );
}
