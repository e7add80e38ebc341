import type { Contact } from "../../../local/connect/contact.ts";
import { listClaims } from "../../../src/callbacks/list.ts";
import { type Claim, claimNumber } from "../../../src/callbacks/table.ts";
import { type Broken, brokenIn } from "../invariant.ts";
import type { Run } from "../run.ts";
import type { SweepBank } from "../sweep-bank.ts";

/** While callbacks wait: each number has as many claims as callbacks, one at most, bound to it. */
export async function checkWaiting(
  bank: SweepBank,
  runs: readonly Run[],
): Promise<readonly Broken[]> {
  const claims = await liveClaims(bank);
  return brokenIn("claims", runs, ({ number, otherNumber, line }) =>
    [number, otherNumber].flatMap((of, i) => {
      const waiting = line.simulator.callbacks
        .flatMap(({ contacts }) => contacts)
        .filter((one) => one.customerAddress === of && isWaiting(one))
        .map(({ contactId }) => contactId);
      const claimed = claims
        .filter(({ key }) => claimNumber(key) === of)
        .map(({ callbackContactId }) => callbackContactId ?? "none");
      if (waiting.length < 2 && String(waiting) === String(claimed)) return [];
      const whose = i === 0 ? "the caller's number" : "the other number";
      return [`${whose}: callbacks wait: [${waiting}]; claims for: [${claimed}]`];
    }),
  );
}

/** When every callback is over: no number has one. */
export async function checkFree(bank: SweepBank, runs: readonly Run[]): Promise<readonly Broken[]> {
  const claimed = new Set((await liveClaims(bank)).map(({ key }) => claimNumber(key)));
  return brokenIn("claims", runs, ({ number, otherNumber }) =>
    claimed.has(number) || claimed.has(otherNumber) ? ["a claim is left of a callback"] : [],
  );
}

function isWaiting({ initiationMethod, connectedToAgentAt, disconnectedAt }: Contact): boolean {
  return initiationMethod === "CALLBACK" && (connectedToAgentAt ?? disconnectedAt) === undefined;
}

function liveClaims({ stack, clock }: SweepBank): Promise<readonly Claim[]> {
  const table = stack.tableName("callback_number");
  return listClaims({ client: stack.dynamodb, table, clock });
}
