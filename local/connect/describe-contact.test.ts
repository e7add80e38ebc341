import { expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { INSTANCE, MORNING } from "./a-centre.ts";
import { Contact } from "./contact.ts";
import { describedContact } from "./describe-contact.ts";

const QUEUE = { arn: `${INSTANCE.arn}/queue/b`, name: "general" };

/** The four answers of the seed: their members are there or absent as in the real ones. */
it.each([
  ["completed, spoke to an agent", true, true, ["AgentInfo", "DisconnectTimestamp"]],
  ["in progress with an agent", true, false, ["AgentInfo"]],
  ["abandoned in the queue", false, true, ["DisconnectTimestamp"]],
  ["waiting in the queue", false, false, []],
])("%s", async (_, agent, over, members) => {
  const clock = new LocalClock(MORNING);
  const start = {
    contactId: "c",
    initiationMethod: "INBOUND",
    customerAddress: "+6421555010",
    systemAddress: "+6448300100",
  } as const;
  const contact = new Contact(clock, start);
  await clock.advance(1000);
  contact.enqueue(QUEUE);
  await clock.advance(1000);
  if (agent) contact.connectToAgent({ id: "a", username: "ana" });
  await clock.advance(1000);
  if (over) contact.disconnect("CUSTOMER_DISCONNECT");
  const described = describedContact(contact, INSTANCE);
  const shown = ["AgentInfo", "DisconnectTimestamp"].filter((member) => member in described);
  expect(shown).toEqual(members);
  expect(described).toMatchObject({
    Id: "c",
    Channel: "VOICE",
    QueueInfo: { Id: "b", EnqueueTimestamp: new Date(MORNING + 1000) },
  });
  const last = over ? 3000 : agent ? 2000 : 1000;
  expect(described.LastUpdateTimestamp).toEqual(new Date(MORNING + last));
  expect(described).not.toHaveProperty("Recordings");
});
