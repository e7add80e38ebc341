import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";

const flow = aFlow({
  set: [
    "UpdateFlowAttributes",
    { FlowAttributes: { step: { Value: "$.Attributes.start" } } },
    { next: "tell", NoMatchingError: "end" },
  ],
  tell: says("[$.FlowAttributes.step]", "other"),
  other: ["TransferToFlow", { ContactFlowId: "other" }, { NoMatchingError: "end" }],
  end: HANG_UP,
});

it("lives as long as its flow", async () => {
  const centre = new Centre();
  centre.simulator.resources.addFlow(
    "other",
    aFlow({ tell: says("[$.FlowAttributes.step] [$.Attributes.start]") }),
  );
  const { trace, contacts } = await centre.run(flow, {}, { attributes: { start: "1" } });
  expect(trace.heard).toEqual(["[1]", "[] [1]"]);
  expect(contacts[0]?.attributes).toEqual({ start: "1" });
});

it("refuses a name no reference could have", async () => {
  const bad = aFlow({
    set: [
      "UpdateFlowAttributes",
      { FlowAttributes: { "a.b": { Value: "1" } } },
      { next: "end", NoMatchingError: "end" },
    ],
    end: HANG_UP,
  });
  expect(wayOf(await new Centre().run(bad))[0]).toBe("set: NoMatchingError");
});
