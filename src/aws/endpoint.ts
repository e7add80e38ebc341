import { variable } from "./environment.ts";

/** Services as the SDKs name them in `AWS_ENDPOINT_URL_<SERVICE>`. */
export type EndpointService = "DYNAMODB" | "SFN" | "SQS" | "LAMBDA" | "S3" | "CONNECT";

/**
 * The endpoint that was configured for a service, by the standard variables: the service's own wins
 * over `AWS_ENDPOINT_URL`. Source: AWS SDKs and Tools reference, service-specific endpoints.
 */
export function configuredEndpoint(service: EndpointService): string | undefined {
  const name = endpointVariable(service);
  return name && variable(name);
}

/** The name of the variable that `configuredEndpoint` comes from. */
export function endpointVariable(service: EndpointService): string | undefined {
  return [`AWS_ENDPOINT_URL_${service}`, "AWS_ENDPOINT_URL"].find((name) => variable(name));
}
