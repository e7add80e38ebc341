import { aws_dynamodb as dynamodb, type aws_kms as kms, RemovalPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";

export interface ExpiringTableProps {
  readonly tableName: string;
  /** Name of the partition key, a text. */
  readonly partitionKey: string;
  /** Name of the sort key, a text. @default none */
  readonly sortKey?: string;
  /** Name of the attribute with the epoch second from which on DynamoDB may delete the item. */
  readonly ttl: string;
  /** @default the table is kept */
  readonly removalPolicy?: RemovalPolicy;
  readonly encryptionKey?: kms.IKey;
}

/** A table whose items expire: paid by request, because callers come in waves; restorable. */
export function expiringTable(
  scope: Construct,
  id: string,
  props: ExpiringTableProps,
): dynamodb.Table {
  const { encryptionKey, sortKey, removalPolicy = RemovalPolicy.RETAIN } = props;
  return new dynamodb.Table(scope, id, {
    tableName: props.tableName,
    partitionKey: { name: props.partitionKey, type: dynamodb.AttributeType.STRING },
    ...(sortKey !== undefined && {
      sortKey: { name: sortKey, type: dynamodb.AttributeType.STRING },
    }),
    timeToLiveAttribute: props.ttl,
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
    ...(encryptionKey && {
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
    }),
  });
}
