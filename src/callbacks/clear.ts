import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { ClaimsStore } from "./set.ts";
import { CLAIMS } from "./table.ts";

/**
 * Takes a claim back, in one conditional write: only the chain that made it may, unless `force`
 * says otherwise.
 *
 * @throws the SDK's error when the store failed
 */
export async function clearClaim(
  store: Pick<ClaimsStore, "client" | "table" | "deadline">,
  claim: { readonly key: string; readonly rootContactId: string; readonly force: boolean },
): Promise<"cleared" | "no-action"> {
  try {
    const { Attributes } = await store.client.send(
      new DeleteItemCommand({
        TableName: store.table,
        Key: { [CLAIMS.key]: { S: claim.key } },
        ReturnValues: "ALL_OLD",
        ...(!claim.force && {
          ConditionExpression: "attribute_not_exists(#key) OR #owner = :root",
          ExpressionAttributeNames: { "#key": CLAIMS.key, "#owner": CLAIMS.owner },
          ExpressionAttributeValues: { ":root": { S: claim.rootContactId } },
        }),
      }),
      store.deadline,
    );
    return Attributes === undefined ? "no-action" : "cleared";
  } catch (error) {
    if (conditionFailed(error)) return "no-action";
    throw error;
  }
}
