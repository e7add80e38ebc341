import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { errorXml } from "../s3/xml.ts";
import type { ServiceError } from "../service.ts";
import { routeOf } from "./route.ts";

/** Answers with this body; every answer carries a request id, as AWS's do. */
export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: OutgoingHttpHeaders,
): void {
  response.writeHead(status, {
    "x-amzn-RequestId": randomUUID(),
    "Content-Length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/**
 * Answers with an error in the form that the asking client can read: S3 and AWS's Query protocol
 * (older CLIs, IAM, STS) read only XML; the JSON protocols take the name from the body, REST services
 * such as Lambda from the header, and spell the message with a capital.
 */
export function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  error: ServiceError,
): void {
  const type = request.headers["content-type"] ?? "";
  const headers = { "x-amzn-ErrorType": error.name };
  const side = error.status < 500 ? "Sender" : "Receiver";
  const route = routeOf(request);
  if (route.to === "operation" && route.service === "s3") {
    // Who asks with HEAD sees the status alone.
    const xml = request.method === "HEAD" ? "" : errorXml(error.name, error.message);
    answer(response, error.status, xml, { ...headers, "Content-Type": "application/xml" });
    return;
  }
  if (type.startsWith("application/x-www-form-urlencoded")) {
    const text = error.message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const xml = `<ErrorResponse><Error><Type>${side}</Type><Code>${error.name}</Code><Message>${text}</Message></Error></ErrorResponse>`;
    answer(response, error.status, xml, { ...headers, "Content-Type": "text/xml" });
    return;
  }
  const body = { __type: error.name, message: error.message, Message: error.message };
  answer(response, error.status, JSON.stringify(body), {
    ...headers,
    "Content-Type": jsonType(request),
  });
}

/** AWS answers in the version of its JSON protocol in which it was asked. */
export function jsonType(request: IncomingMessage): string {
  const type = request.headers["content-type"] ?? "";
  return type.startsWith("application/x-amz-json-") ? type : "application/json";
}
