import { configuredEndpoint, type EndpointService } from "../src/aws/endpoint.ts";

/** Endpoints outside that take a service's place; absent: the local stack's own. */
export interface Endpoints {
  readonly dynamodb?: string;
  readonly states?: string;
  readonly sqs?: string;
}

const VARIABLES = {
  dynamodb: "DYNAMODB",
  states: "SFN",
  sqs: "SQS",
} as const satisfies Record<keyof Endpoints, EndpointService>;

/**
 * The endpoints that the standard variables name. One that points at the stack itself is not
 * outside: a shell in which `AWS_ENDPOINT_URL` is set for the CLI may start the stack, too.
 *
 * @param ownPort the port the stack is about to listen on
 */
export function outsideEndpoints(ownPort: number): Endpoints {
  const found = Object.entries(VARIABLES)
    .map(([service, name]) => [service, configuredEndpoint(name)] as const)
    .filter(([, url]) => url !== undefined && !isOwn(url, ownPort));
  return Object.fromEntries(found);
}

function isOwn(url: string, ownPort: number): boolean {
  const { hostname, port } = new URL(url);
  return Number(port) === ownPort && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
