import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { type Claim, readClaim } from "./table.ts";

/**
 * The live claims, oldest first. For people: it reads the whole table, which no function does.
 */
export async function listClaims(store: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}): Promise<readonly Claim[]> {
  const now = epochSeconds(store.clock.now());
  const claims: Claim[] = [];
  for await (const { Items = [] } of paginateScan(store, { TableName: store.table })) {
    claims.push(...Items.map(readClaim).filter((claim) => claim.ttl > now));
  }
  return claims.sort((a, b) => a.createdAt - b.createdAt);
}
