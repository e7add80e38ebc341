import { describe, expect, it } from "vitest";
import { parseContactEvent } from "../../../src/connect/contact-event.ts";
import { parseContactRecord } from "../../../src/connect/contact-record.ts";
import { aBank, BANK } from "../a-bank.ts";
import { INSTANCE, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, queues, says } from "../a-flow.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";

describe("a call", () => {
  it("goes through the flow as the caller presses keys", async () => {
    const bank = aBank();
    const result = await bank.run(BANK, scriptedCaller("1,7,-", bank.clock));
    const menu = "Press 1 for your balance, 0 for an agent.";
    expect(result.trace.heard).toEqual([
      "Welcome to the demo bank.",
      menu,
      "Your balance is 12 dollars.",
      menu,
      menu,
      "Goodbye.",
    ]);
    expect(wayOf(result)).toEqual([
      "welcome: NextAction",
      "menu: Equals 1",
      "lookup: NextAction",
      "found: Equals true",
      "tell: NextAction",
      "menu: NoMatchingCondition",
      "menu: InputTimeLimitExceeded",
      "bye: NextAction",
      "end: Exit",
    ]);
    expect(result.disconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
  });

  it("is answered by the flow of the dialled number", async () => {
    const bank = aBank();
    const { resources } = bank.simulator;
    resources.addFlow("sales", aFlow({ say: says("Sales on $.SystemEndpoint.Address.") }));
    resources.addNumber("+6448300101", "sales");
    const heard = await bank.clock.drive(async () => {
      const call = bank.simulator.call({ from: "anonymous", caller: {} });
      return (await call.ended()).trace.heard;
    });
    expect(heard).toEqual(["Sales on +6448300101."]);
  });

  it("is in hand before anything of it happens, and can be ended from outside", async () => {
    const bank = aBank();
    const result = await bank.clock.drive(() => {
      const call = bank.call(BANK, { connected: () => call.end() });
      return call.ended();
    });
    expect(wayOf(result)).toEqual([]);
    expect(result.disconnectReason).toBe("OTHER");
  });

  it("ends where the flow ends, with no action that hangs up", async () => {
    const { disconnectReason } = await aBank().run(aFlow({ say: says("Hello.") }));
    expect(disconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
  });

  it("emits records and events that our own readers take", async () => {
    const bank = aBank();
    bank.simulator.addAgent({ username: "ana", queues: ["general"] });
    const { contacts } = await bank.run(BANK, scriptedCaller("0", bank.clock), {
      attributes: { a: "1" },
    });
    const [contact] = contacts;
    expect(parseContactRecord(bank.emissions.records[0])).toMatchObject({
      contactId: contact?.contactId,
      attributes: { a: "1" },
      disconnectedAt: Math.floor((contact?.disconnectedAt ?? 0) / 1000) * 1000,
    });
    const last = parseContactEvent(bank.emissions.events.at(-1)?.detail);
    expect(last).toMatchObject({
      eventType: "COMPLETED",
      connectedToAgentAt: contact?.connectedToAgentAt,
    });
    expect(bank.simulator.describeContact(contact?.contactId ?? "")).toMatchObject({
      Arn: `${INSTANCE.arn}/contact/${contact?.contactId}`,
      AgentInfo: {
        Id: "ana",
        ConnectedToAgentTimestamp: new Date(contact?.connectedToAgentAt ?? 0),
      },
      QueueInfo: { Id: "general" },
      DisconnectReason: "AGENT_DISCONNECT",
    });
  });

  it("can be described while it goes on, and not before it began", async () => {
    const bank = aBank();
    await bank.clock.drive(async () => {
      const call = bank.call(queues("general"), scriptedCaller("60s,hangup", bank.clock));
      await bank.clock.sleep(30_000);
      const described = bank.simulator.describeContact(call.contact.contactId);
      expect(described).toMatchObject({ QueueInfo: { EnqueueTimestamp: new Date(MORNING) } });
      expect(described).not.toHaveProperty("AgentInfo");
      expect(described).not.toHaveProperty("DisconnectTimestamp");
      expect(call.resolve("$.Queue.Name")).toBe("general");
      expect(call.fill("In $.Queue.Name.")).toBe("In general.");
      await call.ended();
    });
    expect(bank.simulator.describeContact("c")).toBeUndefined();
  });

  it("is updated afterwards, and its record comes again, newer", async () => {
    const bank = aBank();
    const { contacts } = await bank.run(BANK);
    const id = contacts[0]?.contactId ?? "";
    await bank.clock.drive(async () => {
      expect(bank.simulator.updateContactAttributes(id, { survey: "5" })).toBe("updated");
      await bank.simulator.settled();
    });
    const [first, second] = bank.emissions.records.map(parseContactRecord);
    expect(second?.attributes).toEqual({ survey: "5" });
    expect(second?.lastUpdate).toBeGreaterThan(first?.lastUpdate ?? 0);
    expect(second?.disconnectedAt).toBe(first?.disconnectedAt);
    expect(bank.simulator.updateContactAttributes("c", {})).toBe("not-found");
  });

  it("is ended by StopContact", async () => {
    const bank = aBank();
    const { disconnectReason } = await bank.clock.drive(async () => {
      const call = bank.call(BANK);
      await bank.clock.sleep(2_000);
      expect(bank.simulator.stopContact(call.contact.contactId)).toBe("stopped");
      return call.ended();
    });
    expect(disconnectReason).toBe("API");
    expect(bank.simulator.stopContact("c")).toBe("not-found");
  });

  it("is not ended by StopContact where it was transferred", async () => {
    const bank = aBank();
    bank.simulator.addAgent({
      username: "ana",
      queues: ["general"],
      behaviour: {
        async talks(conversation) {
          await conversation.talk(10);
          if (conversation.contact.initiationMethod === "INBOUND") {
            conversation.transferToQueue("general");
          } else {
            const { contactId } = conversation.contact;
            expect(bank.simulator.stopContact(contactId)).toBe("refused");
          }
        },
      },
    });
    const { disconnectReason } = await bank.run(queues("general"));
    expect(disconnectReason).toBe("AGENT_DISCONNECT");
  });

  it("is the same for the same seed", async () => {
    const emitted = async () => {
      const bank = aBank();
      bank.simulator.addAgent({ username: "ana", queues: ["general"] });
      await bank.run(BANK, scriptedCaller("1,0", bank.clock));
      return JSON.stringify([bank.emissions.events, bank.emissions.records]);
    };
    expect(await emitted()).toBe(await emitted());
  });
});
