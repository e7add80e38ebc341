/** A body without its transfer framing, and the headers that came after it. */
interface Unframed {
  readonly body: Buffer;
  /** By lower-case name. */
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Undoes `Content-Encoding: aws-chunked`, in which the SDKs send streams:
 * `<hex size>;chunk-signature=…\r\n<bytes>\r\n`, a chunk of no bytes, then trailers.
 * Source: Amazon S3 API reference, "Signature calculations … multiple chunks".
 */
export function withoutFraming(framed: Buffer): Unframed {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = framed.indexOf("\r\n", at);
    const size = Number.parseInt(framed.toString("latin1", at, lineEnd), 16);
    at = lineEnd + 2;
    if (lineEnd === -1 || !(size > 0)) break;
    chunks.push(framed.subarray(at, at + size));
    at += size + 2;
  }
  const lines = framed.toString("latin1", at).split("\r\n");
  const trailers = lines.flatMap((line) => {
    const colon = line.indexOf(":");
    return colon === -1
      ? []
      : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
  });
  return { body: Buffer.concat(chunks), trailers: Object.fromEntries(trailers) };
}
