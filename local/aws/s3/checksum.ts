import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crc32 } from "node:zlib";

/** Digests in base64, by the header that carries them. */
const DIGESTS: Readonly<Record<string, (body: Buffer) => string>> = {
  "content-md5": (body) => createHash("md5").update(body).digest("base64"),
  "x-amz-checksum-crc32": (body) => {
    const digest = Buffer.alloc(4);
    digest.writeUInt32BE(crc32(body));
    return digest.toString("base64");
  },
  "x-amz-checksum-sha1": (body) => createHash("sha1").update(body).digest("base64"),
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
};

/** The first header whose digest the body does not have. */
export function wrongDigest(headers: IncomingHttpHeaders, body: Buffer): string | undefined {
  return Object.keys(DIGESTS).find((header) => {
    const given = headers[header];
    return given !== undefined && given !== DIGESTS[header]?.(body);
  });
}
