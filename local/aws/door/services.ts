/** The services that have a place behind the door. */
export type ServiceName =
  | "dynamodb"
  | "states"
  | "sqs"
  | "lambda"
  | "s3"
  | "secretsmanager"
  | "connect";

/** What AWS and its SDKs call a service, and the words it uses when it refuses work. */
export interface ServiceFacts {
  readonly title: string;
  /** The word before the dot in `X-Amz-Target`; the REST protocols have none. */
  readonly target?: string;
  /** The environment variable by which SDKs and CLI v2 find another endpoint for this service. */
  readonly endpointVariable: string;
  /** The error for too many calls. The SDKs retry all of these names, whatever the HTTP status. */
  readonly throttle: { readonly name: string; readonly status: number };
  /** The error for its own failures, HTTP 500. */
  readonly failure: string;
}

/** By the name that stands in a request's credential scope. */
export const SERVICES: Readonly<Record<ServiceName, ServiceFacts>> = {
  dynamodb: {
    title: "DynamoDB",
    target: "DynamoDB_20120810",
    endpointVariable: "AWS_ENDPOINT_URL_DYNAMODB",
    throttle: { name: "ProvisionedThroughputExceededException", status: 400 },
    failure: "InternalServerError",
  },
  states: {
    title: "Step Functions",
    target: "AWSStepFunctions",
    endpointVariable: "AWS_ENDPOINT_URL_SFN",
    throttle: { name: "ThrottlingException", status: 400 },
    failure: "InternalFailure",
  },
  sqs: {
    title: "SQS",
    target: "AmazonSQS",
    endpointVariable: "AWS_ENDPOINT_URL_SQS",
    throttle: { name: "RequestThrottled", status: 400 },
    failure: "InternalFailure",
  },
  lambda: {
    title: "Lambda",
    endpointVariable: "AWS_ENDPOINT_URL_LAMBDA",
    throttle: { name: "TooManyRequestsException", status: 429 },
    failure: "ServiceException",
  },
  s3: {
    title: "S3",
    endpointVariable: "AWS_ENDPOINT_URL_S3",
    throttle: { name: "SlowDown", status: 503 },
    failure: "InternalError",
  },
  secretsmanager: {
    title: "Secrets Manager",
    target: "secretsmanager",
    endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
    throttle: { name: "ThrottlingException", status: 400 },
    failure: "InternalServiceError",
  },
  connect: {
    title: "Connect",
    endpointVariable: "AWS_ENDPOINT_URL_CONNECT",
    throttle: { name: "TooManyRequestsException", status: 429 },
    failure: "InternalServiceException",
  },
};

export const SERVICE_NAMES: readonly ServiceName[] = Object.keys(SERVICES) as ServiceName[];
