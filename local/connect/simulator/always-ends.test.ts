import fc from "fast-check";
import { expect, it } from "vitest";
import { Centre, eventTypes } from "../a-centre.ts";
import { aFlow, type Block } from "../a-flow.ts";
import type { Caller } from "../caller/caller.ts";
import { CallProblem } from "../flow/problem.ts";

const NAMES = ["a", "b", "c", "d", "e", "f"] as const;
const name = fc.constantFrom(...NAMES);

/** Blocks of all kinds that lead anywhere, back to themselves too. */
const block: fc.Arbitrary<Block> = fc.tuple(fc.nat(13), name, name, name).map(([kind, x, y, z]) => {
  const error = {
    NoMatchingError: z,
    NoMatchingCondition: z,
    InputTimeLimitExceeded: y,
    QueueAtCapacity: y,
  };
  const blocks: readonly Block[] = [
    ["MessageParticipant", { Text: "Hello there." }, { next: x }],
    ["MessageParticipant", { Text: " " }, { next: x }],
    ["GetParticipantInput", { Text: "Press." }, { "=1": x, ...error }],
    [
      "GetParticipantInput",
      { StoreInput: "True", InputTimeLimitSeconds: "1" },
      { next: x, ...error },
    ],
    ["GetParticipantInput", { EnableDTMFBuffer: "True" }, { next: x, ...error }],
    ["Compare", { ComparisonValue: "$.StoredCustomerInput" }, { "=1": x, ...error }],
    ["Loop", { LoopCount: "3" }, { "=ContinueLooping": x, "=DoneLooping": y }],
    ["UpdateContactAttributes", { Attributes: { seen: x } }, { next: x, ...error }],
    ["InvokeLambdaFunction", { LambdaFunctionARN: "f" }, { next: x, ...error }],
    ["UpdateContactTargetQueue", { QueueId: "general" }, { next: x, ...error }],
    ["TransferContactToQueue", {}, error],
    ["TransferToFlow", { ContactFlowId: "main" }, error],
    ["InvokeFlowModule", { FlowModuleId: "main" }, { next: x, ...error }],
    ["DisconnectParticipant"],
  ];
  return blocks[kind] as Block;
});

const keys = fc.array(fc.constantFrom("1", "2", "#", "12#", "*"), { maxLength: 5 });

it("a call ends, whatever the flow does, and says what was wrong if anything was", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { minLength: 6, maxLength: 6 }),
      keys,
      fc.boolean(),
      async (blocks, given, staffed) => {
        const centre = new Centre({
          functions: { f: () => ({}) },
          settings: { longestCallSeconds: 300 },
        });
        const flow = aFlow(Object.fromEntries(NAMES.map((key, i) => [key, blocks[i] as Block])));
        centre.simulator.resources.addQueue("general");
        centre.simulator.resources.addModule("main", flow);
        if (staffed) centre.simulator.addAgent({ username: "ana", queues: ["general"] });
        const pressed = [...given];
        const caller: Caller = { asked: (_, line) => line.press(pressed.shift() ?? "") };
        const problem = await centre.run(flow, caller).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (problem !== undefined) expect(problem).toBeInstanceOf(CallProblem);
        await centre.clock.drive(() => centre.simulator.settled());
        expect(eventTypes(centre).filter((type) => type === "DISCONNECTED")).toHaveLength(1);
        expect(centre.emissions.records).toHaveLength(1);
      },
    ),
    { numRuns: 150 },
  );
});
