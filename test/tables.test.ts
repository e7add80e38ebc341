import { readFileSync } from "node:fs";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { TABLES } from "./tables.ts";

type Table = Pick<
  CreateTableCommandInput,
  "KeySchema" | "AttributeDefinitions" | "GlobalSecondaryIndexes"
>;

const TEMPLATE = new URL("../cdk.out/Linekeeper.template.json", import.meta.url);

/** What a test would notice: keys, their types, and indexes with what they project. */
function shape({ KeySchema, AttributeDefinitions = [], GlobalSecondaryIndexes = [] }: Table) {
  const byName = (one: { AttributeName?: string | undefined; IndexName?: string | undefined }) =>
    one.IndexName ?? one.AttributeName ?? "";
  const sorted = <T extends object>(list: readonly T[]) =>
    [...list].sort((a, b) => byName(a).localeCompare(byName(b)));
  return {
    KeySchema,
    AttributeDefinitions: sorted(AttributeDefinitions),
    GlobalSecondaryIndexes: sorted(
      GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys, Projection }) => ({
        IndexName,
        KeySchema: keys,
        Projection,
      })),
    ),
  };
}

function synthesized(): Table[] {
  const { Resources } = JSON.parse(readFileSync(TEMPLATE, "utf8")) as {
    Resources: Record<string, { Type: string; Properties: Table }>;
  };
  return Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::DynamoDB::Table")
    .map(({ Properties }) => Properties);
}

it.each(TABLES.map((table) => [table.TableName, table] as const))(
  "the table %s of the tests is the one that is deployed",
  (_, table) => {
    const partitionKey = table.KeySchema?.[0]?.AttributeName;
    const deployed = synthesized().filter(
      ({ KeySchema }) => KeySchema?.[0]?.AttributeName === partitionKey,
    );
    expect(deployed.map(shape)).toEqual([shape(table)]);
  },
);
