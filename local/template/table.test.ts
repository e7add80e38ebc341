import { describe, expect, it } from "vitest";
import { A_TABLE, read } from "./a-template.ts";

describe("tables", () => {
  it("have keys, indexes and a TTL attribute", () => {
    const index = {
      IndexName: "OwnerIndex",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["a"] },
    };
    const { tables } = read({
      Claims0A1B2C3D: [
        "AWS::DynamoDB::Table",
        {
          ...A_TABLE,
          BillingMode: "PAY_PER_REQUEST",
          SSESpecification: { KMSMasterKeyId: { Ref: "KeyOfNoConcern" }, SSEEnabled: true },
          GlobalSecondaryIndexes: [index],
          TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        },
      ],
      Version2: ["AWS::DynamoDB::GlobalTable", { ...A_TABLE, Replicas: [{ Region: "x" }] }],
    });
    expect(tables).toEqual([
      {
        logicalId: "Claims0A1B2C3D",
        name: "Claims",
        arn: "arn:aws:dynamodb:eu-central-1:111122223333:table/Claims",
        keySchema: A_TABLE.KeySchema,
        attributeDefinitions: A_TABLE.AttributeDefinitions,
        globalSecondaryIndexes: [index],
        ttlAttribute: "ttl",
      },
      expect.objectContaining({ name: "Version2", globalSecondaryIndexes: [] }),
    ]);
  });
});
