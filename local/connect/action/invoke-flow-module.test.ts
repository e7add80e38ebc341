import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";

function invokes(FlowModuleId: string) {
  return aFlow({
    set: [
      "UpdateFlowAttributes",
      { FlowAttributes: { mine: { Value: "1" } } },
      { next: "module", NoMatchingError: "end" },
    ],
    module: [
      "InvokeFlowModule",
      { FlowModuleId },
      { next: "tell", "=known": "known", NoMatchingError: "end" },
    ],
    known: says("Known.", "tell"),
    tell: says("[$.FlowAttributes.mine] [$.Attributes.found]", "end"),
    end: HANG_UP,
  });
}

function aModule(Result?: string) {
  return aFlow({
    find: [
      "UpdateContactAttributes",
      { Attributes: { found: "[$.FlowAttributes.mine]" } },
      { next: "back", NoMatchingError: "back" },
    ],
    back: ["EndFlowModuleExecution", Result === undefined ? {} : { Result }],
  });
}

it.each([
  ["nothing", undefined, ["[1] [[]]"]],
  ["a result, on which the flow branches", "known", ["Known.", "[1] [[]]"]],
  ["a result without a branch", "other", ["[1] [[]]"]],
])("comes back with %s, its flow attributes its own", async (_, returned, heard) => {
  const centre = new Centre();
  centre.simulator.resources.addModule("find", aModule(returned));
  expect((await centre.run(invokes("find"))).trace.heard).toEqual(heard);
});

it("nests five deep, and no deeper", async () => {
  const centre = new Centre();
  const { resources } = centre.simulator;
  resources.addModule(
    "again",
    aFlow({
      again: [
        "InvokeFlowModule",
        { FlowModuleId: "again" },
        { next: "back", NoMatchingError: "deep" },
      ],
      deep: says("Deep enough.", "back"),
      back: ["EndFlowModuleExecution"],
    }),
  );
  const { trace } = await centre.run(invokes("again"));
  expect(trace.heard).toEqual(["Deep enough.", "[1] []"]);
  expect(trace.path.filter(({ identifier }) => identifier === "again")).toHaveLength(5);
});

it("takes the error branch where there is no such module", async () => {
  expect(wayOf(await new Centre().run(invokes("none")))[1]).toBe("module: NoMatchingError");
});
