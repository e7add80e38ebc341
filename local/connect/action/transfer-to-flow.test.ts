import { expect, it } from "vitest";
import { Centre, INSTANCE, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";

const flow = aFlow({
  go: ["TransferToFlow", { ContactFlowId: "$.Attributes.next" }, { NoMatchingError: "end" }],
  end: HANG_UP,
});

it.each([
  ["its id", "next"],
  ["its ARN", `${INSTANCE.arn}/contact-flow/next`],
])("goes on in the other flow, named by %s, as the same contact", async (_, next) => {
  const centre = new Centre();
  centre.simulator.resources.addFlow("next", aFlow({ hello: says("Next.", "bye"), bye: HANG_UP }));
  const result = await centre.run(flow, {}, { attributes: { next } });
  expect(result.trace.heard).toEqual(["Next."]);
  expect(result.contacts).toHaveLength(1);
  expect(result.trace.path.map(({ flow: name }) => name)).toEqual(["main", "next", "next"]);
});

it("takes the error branch where there is no such flow", async () => {
  expect(wayOf(await new Centre().run(flow))).toEqual(["go: NoMatchingError", "end: Exit"]);
});
