import type { IncomingHttpHeaders } from "node:http";
import type { buildApp } from "fauxqs";
import { withoutFraming } from "./aws-chunked.ts";
import { wrongDigest } from "./checksum.ts";
import type { Store } from "./store.ts";
import { errorXml } from "./xml.ts";

type App = ReturnType<typeof buildApp>;

/** As much as one request may carry here: S3 takes 5 GiB, this one keeps it all in memory. */
export const LARGEST_OBJECT_BODY: number = 64 * 1024 * 1024;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * What fauxqs leaves out and our code relies on: bodies over 11 MiB, conditional writes, digests that
 * are checked, objects without a byte, and bodies that call themselves JSON or a form.
 */
export function mend(app: App, store: Store): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    { parseAs: "buffer", bodyLimit: LARGEST_OBJECT_BODY },
    (_request, body, done) => done(null, body),
  );
  app.addHook("preHandler", (request, reply, done) => {
    if (request.method === "PUT" || request.method === "POST") {
      request.body = unframed(request.headers, request.body);
    }
    const refusal = refused(request as unknown as Asked, store);
    if (refusal === undefined) return done();
    reply.code(refusal.status).type("application/xml");
    return reply.send(errorXml(refusal.code, refusal.message));
  });
}

interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly params: { readonly bucket?: string; readonly "*"?: string };
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** The body as the client meant it; its trailers become headers, where fauxqs looks for digests. */
function unframed(headers: IncomingHttpHeaders, body: unknown): Buffer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const encodings = (headers["content-encoding"] ?? "").split(",").map((one) => one.trim());
  if (!encodings.includes("aws-chunked")) return bytes;
  const others = encodings.filter((one) => one !== "aws-chunked").join(",");
  if (others) headers["content-encoding"] = others;
  else delete headers["content-encoding"];
  const content = withoutFraming(bytes);
  Object.assign(headers, content.trailers);
  return content.body;
}

function refused(asked: Asked, store: Store): Refusal | undefined {
  const { method, headers, params, query } = asked;
  const key = params["*"] ?? "";
  if (key === "" || (method !== "PUT" && method !== "POST")) return undefined;
  // The digest of a completed upload is that of the object, not of the request that completes it.
  if (method === "PUT") {
    const header = wrongDigest(headers, asked.body);
    if (header === "content-md5") {
      return badDigest("The Content-MD5 you specified did not match what we received.");
    }
    if (header) return badDigest(`The ${header} you specified did not match what we received.`);
  }
  const writes = method === "PUT" ? !query["uploadId"] : Boolean(query["uploadId"]);
  return writes ? condition(headers, store, params.bucket ?? "", key) : undefined;
}

/** `If-None-Match: *` (write it only once) and `If-Match` (only over what was read). */
function condition(
  headers: IncomingHttpHeaders,
  store: Store,
  bucket: string,
  key: string,
): Refusal | undefined {
  const { "if-none-match": absent, "if-match": expected } = headers;
  if (absent === undefined && expected === undefined) return undefined;
  const etag = etagOf(store, bucket, key);
  if (absent !== undefined && absent !== "*") {
    return { status: 501, code: "NotImplemented", message: "If-None-Match takes * and no ETag." };
  }
  if (expected !== undefined && etag === undefined) {
    return { status: 404, code: "NoSuchKey", message: "The specified key does not exist." };
  }
  const holds = absent === undefined ? expected === etag || expected === "*" : etag === undefined;
  return holds
    ? undefined
    : {
        status: 412,
        code: "PreconditionFailed",
        message: "At least one of the pre-conditions you specified did not hold",
      };
}

function etagOf(store: Store, bucket: string, key: string): string | undefined {
  if (!store.hasBucket(bucket)) return undefined;
  return store.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects[0]?.key === key
    ? store.headObject(bucket, key).etag
    : undefined;
}

function badDigest(message: string): Refusal {
  return { status: 400, code: "BadDigest", message };
}
