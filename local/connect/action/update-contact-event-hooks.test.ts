import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import type { JsonObject } from "../language/json.ts";

async function hooked(parameters: JsonObject) {
  const centre = new Centre();
  centre.simulator.resources.addFlow("whisper", aFlow({ end: HANG_UP }));
  const flow = aFlow({
    hook: ["UpdateContactEventHooks", parameters, { next: "end", NoMatchingError: "end" }],
    end: HANG_UP,
  });
  return centre.run(flow, {}, { attributes: { flow: "whisper" } });
}

it("sets a flow for a moment of the contact, by ARN, id or reference", async () => {
  for (const AgentWhisper of ["whisper", "$.Attributes.flow"]) {
    const { contacts } = await hooked({ EventHooks: { AgentWhisper } });
    expect(contacts[0]?.settings.hooks.get("AgentWhisper")).toBe("whisper");
  }
});

it("switches a whisper off where the console did", async () => {
  const { contacts } = await hooked({
    EventHooks: { AgentWhisper: "whisper" },
    EventHooksConfiguration: { AgentWhisper: { DisableExecution: "true" } },
  });
  expect(contacts[0]?.settings.hooks.get("AgentWhisper")).toBe("");
});

it("takes the error branch for a flow that is not there", async () => {
  const result = await hooked({ EventHooks: { AgentWhisper: "none" } });
  expect(wayOf(result)[0]).toBe("hook: NoMatchingError");
});
