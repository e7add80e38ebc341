import { variable } from "./environment.ts";

/** Services as the SDKs name them in `AWS_ENDPOINT_URL_<SERVICE>`. */
export type EndpointService = "DYNAMODB" | "SFN" | "SQS" | "LAMBDA" | "S3" | "CONNECT";

/**
 * The endpoint that was configured for a service, by the standard variables: the service's own wins
 * over `AWS_ENDPOINT_URL`. Source: AWS SDKs and Tools reference, service-specific endpoints.
 */
export function configuredEndpoint(service: EndpointService): string | undefined {
  return variable(`AWS_ENDPOINT_URL_${service}`) || variable("AWS_ENDPOINT_URL") || undefined;
}
