import type { IncomingHttpHeaders } from "node:http";
import { s3Operation } from "../s3/operation.ts";
import { connectOperation } from "./connect-operation.ts";
import { SERVICE_NAMES, SERVICES, type ServiceName } from "./services.ts";

/** Where a request belongs. */
export type Route =
  | { readonly to: "health" }
  | { readonly to: "operation"; readonly service: ServiceName; readonly operation: string }
  | {
      readonly to: "operation";
      readonly service: "lambda";
      readonly operation: "Invoke";
      /** The bare name, by which faults know it. */
      readonly function: string;
      /** The name or ARN with which the function was asked for. */
      readonly askedFor: string;
      readonly qualifier?: string;
    }
  /** `asked`: the service, target or path that the request names. */
  | { readonly to: "nowhere"; readonly asked: string };

export type LambdaRoute = Extract<Route, { readonly function: string }>;

/** The parts of a request that say where it belongs. */
export interface Envelope {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** The bare name in `name`, `123456789012:function:name` or an ARN, each with a qualifier or not. */
const FUNCTION_NAME = /(?:^|:function:)([\w-]+)(?::[\w$-]+)?$/;

/**
 * Finds a request's service: by `X-Amz-Target`, else by the path of a Lambda invocation, else by
 * the service in the credential scope (`Authorization`, or `X-Amz-Credential` in the query), else it
 * is S3, which serves who does not sign. The operation is empty where the request names none.
 */
export function routeOf(request: Envelope): Route {
  const url = URL.parse(request.url ?? "/", "http://door") ?? new URL("http://door/unreadable");
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return byTarget(target);
  const invoked = INVOKE.exec(url.pathname)?.[1];
  if (request.method === "POST" && invoked !== undefined) return byFunction(invoked, url);
  const scope = credentialScope(request.headers.authorization, url);
  if (scope === undefined && request.method === "GET" && url.pathname === "/") {
    return { to: "health" };
  }
  const service = SERVICE_NAMES.find((name) => name === (scope ?? "s3"));
  if (service === undefined) return { to: "nowhere", asked: `service "${scope}"` };
  return { to: "operation", service, operation: restOperation(service, request, url) };
}

/** The name of an operation that method and path stand for; empty for none. */
function restOperation(service: ServiceName, request: Envelope, url: URL): string {
  const method = request.method ?? "";
  if (service === "connect") return connectOperation(method, url.pathname);
  if (service !== "s3") return "";
  const copies = request.headers["x-amz-copy-source"] !== undefined;
  return s3Operation({ method, url, copies }) ?? "";
}

function byTarget(target: string): Route {
  const dot = target.indexOf(".");
  const service = SERVICE_NAMES.find((name) => SERVICES[name].target === target.slice(0, dot));
  if (!service) return { to: "nowhere", asked: `target "${target}"` };
  return { to: "operation", service, operation: target.slice(dot + 1) };
}

function byFunction(segment: string, url: URL): Route {
  const askedFor = decode(segment);
  const qualifier = url.searchParams.get("Qualifier");
  return {
    to: "operation",
    service: "lambda",
    operation: "Invoke",
    function: FUNCTION_NAME.exec(askedFor)?.[1] ?? askedFor,
    askedFor,
    ...(qualifier ? { qualifier } : {}),
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `AKID/20260105/region/SERVICE/aws4_request`, the fourth part. */
function credentialScope(authorization: string | undefined, url: URL): string | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1] ??
    url.searchParams.get("X-Amz-Credential");
  return credential?.split("/")[3];
}
