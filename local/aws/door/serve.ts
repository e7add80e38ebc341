import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults/faults.ts";
import { inflict } from "../faults/inflict.ts";
import { type JsonService, ServiceError } from "../service.ts";
import { answer } from "./answer.ts";
import { type ArrivedRequest, arrived, readBody } from "./body.ts";
import { type LambdaInvoke, serveInvoke } from "./invoke.ts";
import { serveJson } from "./json-service.ts";
import { type Route, routeOf } from "./route.ts";
import { SERVICE_NAMES, SERVICES } from "./services.ts";

/** A service that reads requests and writes answers itself. */
export type RawService = (request: ArrivedRequest, response: ServerResponse) => void;

/** The services; a URL instead of one says that an endpoint outside takes its place. */
export interface BehindTheDoor {
  readonly dynamodb: RawService | string;
  readonly states: JsonService | string;
  readonly sqs: JsonService | string;
  readonly lambda: LambdaInvoke | string;
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
  if (route.to === "nowhere") throw unsupported(route.asked);
  // The whole request is there before anything goes wrong with it: a slow service still does the
  // work of a client that gave up.
  const body = await readBody(request);
  const fault = behind.faults.strike(route);
  if (fault) await inflict(fault, route.service, response);
  return dispatch(behind.services, route, body, request, response);
}

async function dispatch(
  services: BehindTheDoor,
  route: Operation,
  body: string,
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
    return serveJson(served, { title, operation }, body, request, response);
  }
  if (service === "dynamodb") return (served as RawService)(arrived(request, body), response);
  if ("function" in route)
    return serveInvoke(served as LambdaInvoke, route, body, request, response);
  throw new ServiceError(
    "UnknownOperationException",
    `Lambda of the local stack knows Invoke and nothing else, got ${request.method} ${request.url}: see local/SUPPORT.md`,
    404,
  );
}

function unsupported(asked: string): ServiceError {
  const titles = SERVICE_NAMES.map((name) => SERVICES[name].title).join(", ");
  return new ServiceError(
    "UnknownOperationException",
    `the local stack has no ${asked}. It serves ${titles}: see local/SUPPORT.md`,
    404,
  );
}

/** What a person or a health check sees who asks without AWS's headers. */
function health(services: BehindTheDoor, url: string, response: ServerResponse): void {
  const places = SERVICE_NAMES.map((name) => {
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
