import type { Endpoints } from "./endpoints.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./where.ts";

/**
 * Where the SDK clients of functions and containers find everything; the same for all of them. The
 * door's URL has an address in it and no name, so that S3 is asked with the bucket in the path.
 */
export function sdkEnvironment(url: string, endpoints: Endpoints): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: url,
    ...(endpoints.dynamodb && { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb }),
    ...(endpoints.states && { AWS_ENDPOINT_URL_SFN: endpoints.states }),
    ...(endpoints.sqs && { AWS_ENDPOINT_URL_SQS: endpoints.sqs }),
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  };
}
