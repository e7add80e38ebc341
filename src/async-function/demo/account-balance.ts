import { createHash } from "node:crypto";
import type { Clock } from "../../aws/clock.ts";
import { parseFlowEvent } from "../../connect/flow-event.ts";
import { parsePhoneNumber } from "../../connect/phone-number.ts";

export interface AccountBalance {
  readonly customer: "known";
  readonly balance: { readonly amount: number; readonly currency: "NZD" };
  readonly transactions: readonly { readonly text: string; readonly amount: number }[];
}

/** The caller withheld their number, or has none that could be looked up. */
class AccountNotFoundError extends Error {
  override readonly name = "AccountNotFound";
}

/**
 * Looks a caller's account up in a slow system. An ordinary function for a flow, as one might be
 * found in any contact centre: it answers nested JSON, takes longer than a flow waits, and knows
 * nothing of what is wrapped around it. The same number always has the same account.
 *
 * @throws AccountNotFoundError for a withheld number
 * @throws InvalidInputError for what is no flow event
 */
export async function accountBalance(
  system: { readonly clock: Clock; readonly delaySeconds: number },
  event: unknown,
): Promise<AccountBalance> {
  const number = parsePhoneNumber(parseFlowEvent(event).customerAddress);
  if (number === undefined) {
    throw new AccountNotFoundError("no account without the caller's number; ask for an account id");
  }
  await system.clock.sleep(system.delaySeconds * 1000);
  const digest = createHash("sha256").update(number).digest();
  return {
    customer: "known",
    balance: { amount: dollars(digest.readUInt32BE(0) % 1_000_000), currency: "NZD" },
    transactions: PURCHASES.map((text, index) => ({
      text,
      amount: dollars(-(digest.readUInt16BE(4 + 2 * index) % 20_000)),
    })),
  };
}

const PURCHASES = ["Groceries", "Power", "Coffee"];

function dollars(cents: number): number {
  return cents / 100;
}
