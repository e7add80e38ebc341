import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { epochSeconds } from "../aws/clock.ts";
import type { PhoneNumber } from "../connect/phone-number.ts";
import type { TrackersStore } from "./store.ts";
import { isLive, readTracker, TRACKERS, type Tracker } from "./table.ts";

/**
 * Looks for a caller's tracker and takes nothing: a caller who hangs up at the question "would you
 * like to continue?" has lost nothing. The read is consistent, because the call that closed the
 * tracker may have ended a moment ago.
 *
 * @returns undefined when there is none, or it is closed or expired
 */
export async function findTracker(
  store: Pick<TrackersStore, "client" | "table" | "clock" | "deadline">,
  caller: PhoneNumber,
): Promise<Tracker | undefined> {
  const { Item } = await store.client.send(
    new GetItemCommand({
      TableName: store.table,
      Key: { [TRACKERS.key]: { S: caller } },
      ConsistentRead: true,
    }),
    store.deadline,
  );
  const tracker = Item && readTracker(Item);
  return tracker && isLive(tracker, epochSeconds(store.clock.now())) ? tracker : undefined;
}
