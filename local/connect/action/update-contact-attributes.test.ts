import { expect, it } from "vitest";
import { Centre, eventTypes, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import type { JsonObject } from "../language/json.ts";

function sets(Attributes: JsonObject, more: JsonObject = {}) {
  return aFlow({
    log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "set" }],
    set: [
      "UpdateContactAttributes",
      { Attributes, ...more },
      { next: "end", NoMatchingError: "end" },
    ],
    end: HANG_UP,
  });
}

it("sets names and values, references filled in, and says so", async () => {
  const centre = new Centre();
  const flow = sets({
    tier: "gold",
    number: "$.CustomerEndpoint.Address",
    "q_$.Attributes.n": "x",
    none: "$.External.a",
  });
  const { contacts } = await centre.run(flow, {}, { attributes: { n: "1", tier: "tin" } });
  expect(contacts[0]?.attributes).toEqual({
    n: "1",
    tier: "gold",
    number: "+6421555010",
    q_1: "x",
    none: "",
  });
  expect(eventTypes(centre)).toContain("CONTACT_DATA_UPDATED");
  expect(centre.emissions.flowLogs.slice(1).map(({ Parameters }) => Parameters?.["Key"])).toEqual([
    "tier",
    "number",
    "q_1",
    "none",
  ]);
  expect(centre.emissions.records[0]?.["Attributes"]).toEqual(contacts[0]?.attributes);
});

it.each([
  ["a name with a dot", { ok: "1", "a.b": "2" }],
  ["an empty name", { ok: "1", "$.External.unset": "2" }],
  ["more than 32 KB", { ok: "1", big: "x".repeat(32 * 1024) }],
])("sets nothing at all with %s", async (_, attributes) => {
  const result = await new Centre().run(sets(attributes));
  expect(wayOf(result)).toContain("set: NoMatchingError");
  expect(result.contacts[0]?.attributes).toEqual({});
});

it("sets those of the contact before", async () => {
  const centre = new Centre();
  const { resources } = centre.simulator;
  resources.addQueue("general");
  resources.addFlow("after", sets({ survey: "5" }, { TargetContact: "Related" }));
  centre.simulator.addAgent({
    username: "ana",
    queues: ["general"],
    behaviour: {
      async talks(conversation) {
        await conversation.talk(300);
        conversation.transferToQueue("general", "after");
      },
    },
  });
  const flow = aFlow({
    queue: [
      "UpdateContactTargetQueue",
      { QueueId: "general" },
      { next: "wait", NoMatchingError: "end" },
    ],
    wait: ["TransferContactToQueue", {}, { QueueAtCapacity: "end", NoMatchingError: "end" }],
    end: HANG_UP,
  });
  const { contacts } = await centre.run(flow);
  expect(contacts.map(({ attributes }) => attributes)).toEqual([{ survey: "5" }, {}]);
});

it("has no related contact in a first one", async () => {
  const result = await new Centre().run(sets({ a: "1" }, { TargetContact: "Related" }));
  expect(wayOf(result)).toContain("set: NoMatchingError");
});
