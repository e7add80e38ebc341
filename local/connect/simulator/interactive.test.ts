import { expect, it } from "vitest";
import { aBank, BANK } from "../a-bank.ts";
import { Centre } from "../a-centre.ts";
import { aFlow } from "../a-flow.ts";
import { EndlessFlowError } from "../flow/problem.ts";

it("runs on the wall clock while a person is on the line, who presses when they like", async () => {
  const bank = aBank({ pace: { wordsPerSecond: Number.POSITIVE_INFINITY } });
  bank.clock.pace();
  const asked: string[] = [];
  const call = bank.call(BANK, { asked: ({ prompt }) => void asked.push(prompt?.text ?? "") });
  const until = async (questions: number) => {
    while (asked.length < questions) await new Promise((resolve) => setImmediate(resolve));
  };
  await until(1);
  call.press("1");
  await until(2);
  call.hangUp();
  const { trace, disconnectReason } = await call.ended();
  expect(disconnectReason).toBe("CUSTOMER_DISCONNECT");
  expect(trace.heard).toContain("Your balance is 12 dollars.");
  bank.clock.uninstall();
});

it("finds a flow that goes round on the wall clock too", async () => {
  const centre = new Centre();
  centre.clock.pace();
  const flow = aFlow({ round: ["UpdateContactRoutingBehavior", {}, { next: "round" }] });
  await expect(centre.call(flow).ended()).rejects.toBeInstanceOf(EndlessFlowError);
  centre.clock.uninstall();
});
