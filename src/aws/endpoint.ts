import { variable } from "./environment.ts";

/** Services as the SDKs name them in `AWS_ENDPOINT_URL_<SERVICE>`. */
export type EndpointService = "DYNAMODB" | "SFN" | "SQS" | "LAMBDA" | "S3" | "CONNECT";

/**
 * The endpoint that was configured for a service, by the standard variables: the service's own wins
 * over `AWS_ENDPOINT_URL`. Source: AWS SDKs and Tools reference, service-specific endpoints.
 *
 * @throws InvalidEndpointError naming the variable
 */
export function configuredEndpoint(service: EndpointService): string | undefined {
  const name = endpointVariable(service);
  const url = name && variable(name);
  if (url && !isEndpoint(url)) {
    throw new InvalidEndpointError(`${name} must be an http or https URL, got ${url}`);
  }
  return url;
}

/** A variable that names no place. */
class InvalidEndpointError extends Error {
  override readonly name = "InvalidEndpointError";
}

/** Whether a text is the address of an endpoint: `localhost:4566` is none, its scheme is `localhost`. */
export function isEndpoint(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The name of the variable that `configuredEndpoint` comes from. */
export function endpointVariable(service: EndpointService): string | undefined {
  return [`AWS_ENDPOINT_URL_${service}`, "AWS_ENDPOINT_URL"].find((name) => variable(name));
}
