import { describe, expect, it } from "vitest";
import { aBank, BANK } from "../a-bank.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";

describe("an observer", () => {
  it("sees actions begin and end, with their parameters filled in", async () => {
    const seen: string[] = [];
    await aBank().run(
      BANK,
      {
        hears: ({ interruptible }, line) => (interruptible ? line.press("1") : undefined),
        asked: (_, line) => line.hangUp(),
        heard: ({ text }, _, line) => (text.includes("12") ? line.hangUp() : undefined),
      },
      {
        observer: {
          actionStarted({ index, identifier, parameters }) {
            seen.push(`${index} ${identifier} ${parameters["Text"] ?? ""}`);
            return undefined;
          },
          actionCompleted: ({ identifier, branch }) => void seen.push(`${identifier} ${branch}`),
        },
      },
    );
    expect(seen.slice(-4)).toEqual([
      "3 found ",
      "found Equals true",
      "4 tell Your balance is 12 dollars.",
      "tell NextAction",
    ]);
  });

  it("can put an end or other parameters in an action's place", async () => {
    const bank = aBank();
    bank.simulator.resources.addQueue("test");
    bank.simulator.addAgent({ username: "ben", queues: ["test"] });
    const result = await bank.run(BANK, scriptedCaller("1,0", bank.clock), {
      observer: {
        actionStarted({ type }) {
          if (type === "InvokeLambdaFunction") {
            return {
              ends: "NextAction",
              afterSeconds: 2,
              external: { found: "true", balance: "99" },
            };
          }
          return type === "TransferContactToQueue"
            ? { parameters: { QueueId: "test" } }
            : undefined;
        },
      },
    });
    expect(result.trace.heard).toContain("Your balance is 99 dollars.");
    expect(bank.invocations).toEqual([]);
    expect(result.contacts[0]).toMatchObject({
      queue: { name: "test" },
      agent: { username: "ben" },
    });
  });
});
