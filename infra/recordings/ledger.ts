import { aws_dynamodb as dynamodb } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { CONTACTS, CONTACTS_TABLE_NAME } from "../../src/recordings/table.ts";
import { expiringTable } from "../expiring-table.ts";
import type { RecordingsProps } from "./props.ts";

/** The contact ledger. Its indexes need the keys only: a row is always read whole before it is written. */
export function contactLedger(scope: Construct, props: RecordingsProps): dynamodb.Table {
  const { NUMBER, STRING } = dynamodb.AttributeType;
  const table = expiringTable(scope, "Table", {
    ...props,
    tableName: props.tableName ?? CONTACTS_TABLE_NAME,
    partitionKey: CONTACTS.key,
    ttl: CONTACTS.expiresAt,
  });
  table.addGlobalSecondaryIndex({
    indexName: CONTACTS.stateIndex,
    partitionKey: { name: CONTACTS.state, type: STRING },
    sortKey: { name: CONTACTS.nextCheckAt, type: NUMBER },
    projectionType: dynamodb.ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: CONTACTS.verdictIndex,
    partitionKey: { name: CONTACTS.verdict, type: STRING },
    sortKey: { name: CONTACTS.disconnectedAt, type: STRING },
    projectionType: dynamodb.ProjectionType.KEYS_ONLY,
  });
  return table;
}

/** What every function that writes to the ledger finds in its environment. */
export function ledgerEnvironment({
  table,
  enrol,
  grace,
}: Pick<RecordingsProps, "enrol" | "grace"> & { readonly table: dynamodb.Table }) {
  return {
    CONTACT_TABLE: table.tableName,
    ...(enrol && { RECORDING_ENROL: enrol }),
    ...(grace && { RECORDING_GRACE_SECONDS: String(grace.toSeconds()) }),
  };
}
