import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Endpoints } from "./endpoints.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "./where.ts";

/** SDK clients of the services that hold what the stack's code writes. */
export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
}

/** @param url of the door */
export function clientsOf(url: string, endpoints: Endpoints): Clients {
  const connection = { region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  return {
    dynamodb: new DynamoDBClient({ ...connection, endpoint: endpoints.dynamodb ?? url }),
    sqs: new SQSClient({ ...connection, endpoint: endpoints.sqs ?? url }),
    s3: new S3Client({ ...connection, endpoint: url }),
  };
}

export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}
