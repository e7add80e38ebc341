import { expect, test } from "vitest";
import { aFlowEvent } from "../a-flow-event.ts";
import { flatten } from "../flatten.ts";
import { accountBalance } from "./account-balance.ts";

function call(address: unknown, delaySeconds = 20) {
  const slept: number[] = [];
  const clock = {
    now: () => 0,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
    },
  };
  const event = aFlowEvent({}, { CustomerEndpoint: { Address: address } });
  return { slept, result: accountBalance({ clock, delaySeconds }, event) };
}

test("the same number has the same account, after as long as the slow system takes", async () => {
  const { slept, result } = call("+6421555010");
  const account = await result;
  expect(slept).toEqual([20_000]);
  expect(account).toEqual(await call("+64 21 555 010", 0).result);
  expect(account).not.toEqual(await call("+6421555011").result);
  expect(account.transactions).toHaveLength(3);
});

test("what it answers is nested; a flow can read it once it is flat", async () => {
  const flat = flatten(await call("+6421555010").result);
  expect(flat).toMatchObject({
    customer: "known",
    balance_amount: expect.stringMatching(/^\d{1,4}(\.\d\d?)?$/),
    balance_currency: "NZD",
    transactions: expect.stringMatching(/^\[\{"text":"Groceries","amount":-?\d/),
  });
});

test.each(["anonymous", "", null, "021 555 010"])(
  "without a number (%j) there is no account, and nothing of the caller in the error",
  async (address) => {
    const { slept, result } = call(address);
    await expect(result).rejects.toMatchObject({
      name: "AccountNotFound",
      message: "no account without the caller's number; ask for an account id",
    });
    expect(slept).toEqual([]);
  },
);
