import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults/faults.ts";
import { inflict } from "../faults/inflict.ts";
import { LARGEST_OBJECT_BODY } from "../s3/mend.ts";
import { S3_OPERATIONS } from "../s3/operation.ts";
import { type JsonService, ServiceError } from "../service.ts";
import { answer } from "./answer.ts";
import { type ArrivedRequest, arrived, LARGEST_BODY, readBody } from "./body.ts";
import { type LambdaInvoke, serveInvoke } from "./invoke.ts";
import { serveJson } from "./json-service.ts";
import { type Route, routeOf } from "./route.ts";
import { SERVICE_NAMES, SERVICES, type ServiceName } from "./services.ts";

/** A service that reads requests and writes answers itself; a `ServiceError` is answered for it. */
export type RawService = (
  request: ArrivedRequest,
  response: ServerResponse,
) => Promise<void> | void;

/**
 * The services; a URL instead of one says that an endpoint outside takes its place, and one that is
 * absent is not served.
 */
export interface BehindTheDoor {
  readonly dynamodb: RawService | string;
  readonly states: JsonService | string;
  readonly sqs: JsonService | string;
  readonly lambda: LambdaInvoke | string;
  readonly s3?: RawService | string;
  readonly secretsmanager?: JsonService | string;
  readonly connect?: RawService | string;
}

type Operation = Extract<Route, { to: "operation" }>;

/**
 * Serves one request.
 * @throws {ServiceError} what the client is to be told instead of an answer
 */
export async function serve(
  behind: { readonly services: BehindTheDoor; readonly faults: Faults; readonly url: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = routeOf(request);
  if (route.to === "health") return health(behind.services, behind.url, response);
  if (route.to === "nowhere") throw unsupported(behind.services, route.asked);
  if (behind.services[route.service] === undefined) {
    throw unsupported(behind.services, `service "${route.service}"`);
  }
  // The whole request is there before anything goes wrong with it: a slow service still does the
  // work of a client that gave up.
  const body = await readBody(request, route.service === "s3" ? LARGEST_OBJECT_BODY : LARGEST_BODY);
  const fault = behind.faults.strike(route);
  if (fault) await inflict(fault, route.service, response);
  return dispatch(behind.services, route, body, request, response);
}

async function dispatch(
  services: BehindTheDoor,
  route: Operation,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { service, operation } = route;
  const { title, endpointVariable } = SERVICES[service];
  const served = services[service];
  if (typeof served === "string") {
    throw new ServiceError(
      "MisdirectedRequestException",
      `${title} is not behind this door but at ${served}: set ${endpointVariable}=${served}`,
      421,
    );
  }
  if (typeof served === "object") {
    return serveJson(served, { title, operation }, body.toString("utf8"), request, response);
  }
  if (service === "s3" && operation === "") throw notImplemented(request);
  if (service !== "lambda") return (served as RawService)(arrived(request, body), response);
  if ("function" in route) {
    const payload = body.toString("utf8");
    return serveInvoke(served as LambdaInvoke, route, payload, request, response);
  }
  throw new ServiceError(
    "UnknownOperationException",
    `Lambda of the local stack knows Invoke and nothing else, got ${request.method} ${request.url}: see local/SUPPORT.md`,
    404,
  );
}

/** As S3 answers for what it knows and does not do. */
function notImplemented({ method, url }: IncomingMessage): ServiceError {
  return new ServiceError(
    "NotImplemented",
    `S3 of the local stack does not know ${method} ${url?.replace(/=[^&]*/g, "")}. It knows ${S3_OPERATIONS.join(", ")}: see local/SUPPORT.md`,
    501,
  );
}

function unsupported(services: BehindTheDoor, asked: string): ServiceError {
  const titles = servedNames(services)
    .map((name) => SERVICES[name].title)
    .join(", ");
  return new ServiceError(
    "UnknownOperationException",
    `the local stack has no ${asked}. It serves ${titles}: see local/SUPPORT.md`,
    404,
  );
}

function servedNames(services: BehindTheDoor): readonly ServiceName[] {
  return SERVICE_NAMES.filter((name) => services[name] !== undefined);
}

/** What a person or a health check sees who asks without AWS's headers. */
function health(services: BehindTheDoor, url: string, response: ServerResponse): void {
  const places = servedNames(services).map((name) => {
    const served = services[name];
    return [name, typeof served === "string" ? served : url];
  });
  const body = {
    product: "linekeeper",
    what: "the local stack: AWS endpoints for a contact centre on a laptop",
    use: `AWS_ENDPOINT_URL=${url}`,
    services: Object.fromEntries(places),
    supported: "local/SUPPORT.md",
  };
  const text = `${JSON.stringify(body, undefined, 2)}\n`;
  answer(response, 200, text, { "Content-Type": "application/json" });
}
