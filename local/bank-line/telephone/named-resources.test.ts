import { expect, it } from "vitest";
import { INSTANCE, MORNING } from "../../connect/a-centre.ts";
import { aFlow, HANG_UP } from "../../connect/a-flow.ts";
import { isOpen } from "../../connect/instance/hours-of-operation.ts";
import { Resources } from "../../connect/instance/resources.ts";
import { setUpNamed } from "./named-resources.ts";

const ELSEWHERE = "arn:aws:connect:eu-west-2:222222222222:instance/elsewhere";
const there = (rest: string) => `${ELSEWHERE}/${rest}`;

it("sets up what flows name, by the names that the designer noted, and nothing that is there", () => {
  const resources = new Resources(INSTANCE);
  const other = resources.addFlow("Other flow", aFlow({ end: HANG_UP }), { id: "other" });
  const own = resources.addQueue("own");
  const blocks = aFlow({
    queue: ["UpdateContactTargetQueue", { QueueId: there("queue/q") }],
    own: ["UpdateContactTargetQueue", { QueueId: own.arn }],
    hours: ["CheckHoursOfOperation", { HoursOfOperationId: there("operating-hours/h") }],
    music: [
      "MessageParticipantIteratively",
      { Messages: [{ Text: "Hold on." }, { PromptId: there("prompt/p") }] },
    ],
    hook: ["UpdateContactEventHooks", { EventHooks: { CustomerQueue: there("contact-flow/f") } }],
    module: ["InvokeFlowModule", { FlowModuleId: there("flow-module/other") }],
    lost: ["TransferToFlow", { ContactFlowId: there("contact-flow/nobody-has-it") }],
  });
  const noted = (parameters: object) => ({ parameters });
  const flow = resources.addFlow("main", {
    ...blocks,
    Metadata: {
      ActionMetadata: {
        queue: noted({ QueueId: { displayName: "Sales" } }),
        music: noted({ Messages: [{}, { PromptId: { displayName: "Music.wav" } }] }),
        hook: noted({ EventHooks: { CustomerQueue: { displayName: "Other flow" } } }),
      } as never,
    },
  });
  expect(setUpNamed(resources, [flow, other])).toEqual([there("queue/q"), own.arn]);
  const sales = resources.queue(there("queue/q"));
  expect(sales).toMatchObject({ name: "Sales" });
  for (const hours of [sales?.hoursOfOperation ?? "", there("operating-hours/h")]) {
    const found = resources.hours(hours)?.hours;
    expect(found && isOpen(found, MORNING + 12 * 3_600_000)).toBe(true);
  }
  expect(resources.queue(own.arn)).toBe(own);
  expect(resources.prompt(there("prompt/p"))).toMatchObject({ text: "[Music.wav]" });
  expect(resources.flow(there("contact-flow/f"))?.flow).toBe(other.flow);
  expect(resources.module(there("flow-module/other"))?.flow).toBe(other.flow);
  expect(resources.flow(there("contact-flow/nobody-has-it"))).toBeUndefined();
});
