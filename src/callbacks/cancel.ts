import { type ConnectClient, StopContactCommand } from "@aws-sdk/client-connect";
import { DeleteItemCommand, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { ClaimsStore } from "./set.ts";
import { CLAIMS, type Claim, readClaim } from "./table.ts";

export interface CancelRoom extends ClaimsStore {
  readonly connect: ConnectClient;
  /** Id of the Connect instance, the last part of its ARN. */
  readonly instanceId: string;
}

/**
 * What StopContact says of a contact that is over: there is nothing left to stop. Not the
 * `ResourceNotFoundException`, which it says of an instance that does not exist, too: the callback
 * may still come then.
 */
const OVER = "ContactNotFoundException";

/**
 * Cancels the callback that a number waits for: stops its contact, then gives the claim up if it is
 * still that callback's. Stopping comes first: a claim without its callback would only block the
 * number, but a callback without its claim is one that nobody refuses to double.
 *
 * @returns "not-found" when the claim knows no callback that still waits; nothing changed then
 * @throws the SDK's error when the store or Connect failed; asking again goes on where it stopped
 */
export async function cancelCallback(
  room: CancelRoom,
  key: string,
): Promise<"cancelled" | "no-action" | "not-found"> {
  const claim = await readNow(room, key);
  if (claim === undefined || claim.ttl <= epochSeconds(room.clock.now())) return "no-action";
  const contactId = claim.callbackContactId;
  // Between two attempts the bound contact is over and the next one has no name yet.
  if (contactId === undefined || claim.endedContactIds.includes(contactId)) return "not-found";
  await stop(room, contactId);
  await giveUp(room, key, contactId);
  return "cancelled";
}

async function readNow(room: CancelRoom, key: string): Promise<Claim | undefined> {
  const Key = { [CLAIMS.key]: { S: key } };
  const { Item } = await room.client.send(
    new GetItemCommand({ TableName: room.table, Key, ConsistentRead: true }),
    room.deadline,
  );
  return Item && readClaim(Item);
}

async function stop(room: CancelRoom, contactId: string): Promise<void> {
  const contact = { InstanceId: room.instanceId, ContactId: contactId };
  try {
    await room.connect.send(new StopContactCommand(contact), room.deadline);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== OVER) throw error;
  }
}

async function giveUp(room: CancelRoom, key: string, contactId: string): Promise<void> {
  try {
    await room.client.send(
      new DeleteItemCommand({
        TableName: room.table,
        Key: { [CLAIMS.key]: { S: key } },
        ConditionExpression: "#callback = :contact",
        ExpressionAttributeNames: { "#callback": CLAIMS.callback },
        ExpressionAttributeValues: { ":contact": { S: contactId } },
      }),
      room.deadline,
    );
  } catch (error) {
    // The event of the stopped contact was here first, or the number has a new claim already.
    if (!conditionFailed(error)) throw error;
  }
}
