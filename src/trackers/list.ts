import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { isLive, readTracker, type Tracker } from "./table.ts";

/**
 * The trackers that can be resumed, oldest first. For people: it reads the whole table, which no
 * function does. Closed and expired ones are never listed.
 */
export async function listTrackers(store: {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}): Promise<readonly Tracker[]> {
  const now = epochSeconds(store.clock.now());
  const trackers: Tracker[] = [];
  for await (const { Items = [] } of paginateScan(store, { TableName: store.table })) {
    trackers.push(...Items.map(readTracker).filter((tracker) => isLive(tracker, now)));
  }
  return trackers.sort((a, b) => a.disconnectedAt - b.disconnectedAt);
}
