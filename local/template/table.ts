import * as v from "valibot";
import { type Declared, flag, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A DynamoDB table; keys, attributes and indexes in the words of `CreateTable`. */
export interface TableDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly keySchema: readonly KeyElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  readonly globalSecondaryIndexes: readonly GlobalSecondaryIndex[];
  readonly ttlAttribute?: string;
}

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: "HASH" | "RANGE";
}

interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: "S" | "N" | "B";
}

interface GlobalSecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: {
    readonly ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
    readonly NonKeyAttributes?: readonly string[];
  };
}

const keySchema = v.array(
  v.object({ AttributeName: v.string(), KeyType: v.picklist(["HASH", "RANGE"]) }),
);

const schema = v.strictObject({
  TableName: v.optional(v.string()),
  KeySchema: keySchema,
  AttributeDefinitions: v.array(
    v.object({ AttributeName: v.string(), AttributeType: v.picklist(["S", "N", "B"]) }),
  ),
  GlobalSecondaryIndexes: v.optional(
    v.array(
      v.object({
        IndexName: v.string(),
        KeySchema: keySchema,
        Projection: v.object({
          ProjectionType: v.picklist(["ALL", "KEYS_ONLY", "INCLUDE"]),
          NonKeyAttributes: v.exactOptional(v.array(v.string())),
        }),
      }),
    ),
    [],
  ),
  TimeToLiveSpecification: v.optional(
    v.strictObject({ AttributeName: v.optional(v.string()), Enabled: flag }),
  ),
  // The CDK's TableV2 is a global table with one replica, in its own region.
  Replicas: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(1))),
});

const INDIFFERENT = [
  "BillingMode",
  "ContributorInsightsSpecification",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "PointInTimeRecoverySpecification",
  "ProvisionedThroughput",
  "ResourcePolicy",
  "SSESpecification",
  "TableClass",
  "Tags",
  "WarmThroughput",
  "WriteOnDemandThroughputSettings",
  "WriteProvisionedThroughputSettings",
];

export function readTable(declared: Declared): TableDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  const ttl = properties.TimeToLiveSpecification;
  return {
    logicalId,
    name,
    arn: identity.attributes["Arn"] ?? "",
    keySchema: properties.KeySchema,
    attributeDefinitions: properties.AttributeDefinitions,
    globalSecondaryIndexes: properties.GlobalSecondaryIndexes,
    ...(ttl?.Enabled && ttl.AttributeName !== undefined && { ttlAttribute: ttl.AttributeName }),
  };
}
