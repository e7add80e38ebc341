import { describe, expect, it } from "vitest";
import { Centre, eventTypes, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, queues, says } from "../a-flow.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";
import type { CallOptions } from "../simulator/contact-simulator.ts";

const HOOK = [
  "UpdateContactEventHooks",
  { EventHooks: { CustomerQueue: "waiting" } },
  { next: "choose", NoMatchingError: "choose" },
] as const;

function aCentre(
  waiting = aFlow({
    loop: ["MessageParticipantIteratively", { Messages: [{ Text: "Please hold." }] }],
  }),
) {
  const centre = new Centre();
  centre.simulator.resources.addQueue("general");
  centre.simulator.resources.addFlow("waiting", waiting);
  return centre;
}

const hangsUpAfter = (seconds: number, centre: Centre) =>
  scriptedCaller(`${seconds}s,hangup`, centre.clock);

describe("in a queue", () => {
  it("the caller hears Connect's default flow, again and again, until an agent is there", async () => {
    const centre = aCentre();
    centre.clock.at(MORNING + 60_000, () => {
      centre.simulator.addAgent({ username: "ana", queues: ["general"] });
    });
    const { trace, contacts } = await centre.run(queues("general"));
    expect(trace.heard.filter((text) => text.startsWith("Thank you for calling."))).toHaveLength(6);
    expect(trace.heard.at(-1)).toBe("[Beep.wav]");
    expect(contacts[0]?.enqueuedAt).toBe(MORNING);
    expect(contacts[0]?.connectedToAgentAt).toBeGreaterThan(MORNING + 62_000);
    expect(eventTypes(centre)).toEqual([
      "INITIATED",
      "QUEUED",
      "CONNECTED_TO_AGENT",
      "DISCONNECTED",
      "COMPLETED",
    ]);
  });

  it("the caller hears the flow that was set", async () => {
    const centre = aCentre();
    const { trace, disconnectReason } = await centre.run(
      queues("general", { hook: HOOK }),
      hangsUpAfter(3, centre),
    );
    expect(trace.heard).toEqual(["Please hold.", "Please hold.", "Please hold.", "Please hold."]);
    expect(disconnectReason).toBe("CUSTOMER_DISCONNECT");
  });

  it("prompts are interrupted for another block, and begin anew", async () => {
    const centre = aCentre(
      aFlow({
        loop: [
          "MessageParticipantIteratively",
          { Messages: [{ Text: "One." }, { PromptId: "music" }], InterruptFrequencySeconds: "20" },
          { "=MessagesInterrupted": "offer" },
        ],
        offer: [
          "GetParticipantInput",
          { Text: "Press 1 to leave." },
          { "=1": "bye", InputTimeLimitExceeded: "loop", NoMatchingCondition: "loop" },
        ],
        bye: HANG_UP,
      }),
    );
    centre.simulator.resources.addPrompt("music", 30);
    const result = await centre.run(
      queues("general", { hook: HOOK }),
      scriptedCaller("-,1", centre.clock),
    );
    expect(result.trace.heard).toEqual([
      "One.",
      "music",
      "Press 1 to leave.",
      "One.",
      "music",
      "Press 1 to leave.",
    ]);
    expect(wayOf(result).slice(-2)).toEqual(["offer: Equals 1", "bye: Exit"]);
    expect(result.disconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
  });

  it("End flow / Resume goes back to the prompts that the flow interrupted", async () => {
    const centre = aCentre(
      aFlow({
        say: says("Wait here.", "loop"),
        loop: [
          "MessageParticipantIteratively",
          { Messages: [{ PromptId: "music" }], InterruptFrequencySeconds: "20" },
          { "=MessagesInterrupted": "offer" },
        ],
        offer: says("We can call you back.", "resume"),
        resume: ["EndFlowExecution"],
      }),
    );
    const result = await centre.run(queues("general", { hook: HOOK }), hangsUpAfter(45, centre));
    expect(wayOf(result).slice(-8)).toEqual([
      "say: NextAction",
      "loop: Equals MessagesInterrupted",
      "offer: NextAction",
      "resume: Exit",
      "loop: Equals MessagesInterrupted",
      "offer: NextAction",
      "resume: Exit",
      "loop: undefined",
    ]);
  });

  it("a flow that comes to its end leaves the caller there", async () => {
    const centre = aCentre(aFlow({ say: says("Wait here.", "end"), end: ["EndFlowExecution"] }));
    centre.clock.at(MORNING + 600_000, () => {
      centre.simulator.addAgent({ username: "ana", queues: ["general"] });
    });
    const { disconnectReason, contacts } = await centre.run(queues("general", { hook: HOOK }));
    expect(disconnectReason).toBe("AGENT_DISCONNECT");
    expect(contacts[0]?.connectedToAgentAt).toBeGreaterThan(MORNING + 600_000);
  });

  it("an agent breaks in on whatever the queue flow does", async () => {
    const centre = aCentre(
      aFlow({
        ask: [
          "GetParticipantInput",
          { InputTimeLimitSeconds: "180" },
          { InputTimeLimitExceeded: "ask" },
        ],
      }),
    );
    centre.clock.at(MORNING + 10_000, () => {
      centre.simulator.addAgent({ username: "ana", queues: ["general"] });
    });
    const { trace, disconnectReason } = await centre.run(queues("general", { hook: HOOK }));
    expect(disconnectReason).toBe("AGENT_DISCONNECT");
    expect(trace.path.find(({ identifier }) => identifier === "ask")?.branch).toBeUndefined();
  });

  it("holds as many as it has room for", async () => {
    const centre = aCentre();
    centre.simulator.resources.addQueue("small", { maximumContacts: 2 });
    const caller = () => hangsUpAfter(60, centre);
    const results = await centre.clock.drive(async () => {
      const calls = [1, 2, 3].map(() => centre.call(queues("small"), caller()));
      return Promise.all(calls.map((call) => call.ended()));
    });
    expect(results.map((result) => wayOf(result)[1])).toEqual([
      "wait: Exit",
      "wait: Exit",
      "wait: QueueAtCapacity",
    ]);
  });

  it("the most urgent is first, then who has waited longest", async () => {
    const centre = aCentre();
    const order: string[] = [];
    const routed = (
      name: string,
      Parameters: Record<string, string>,
      at: number,
    ): Partial<CallOptions> & { flow: string } => {
      const flow = queues("general", {
        route: ["UpdateContactRoutingBehavior", Parameters, { next: "choose" }],
      });
      centre.simulator.resources.addFlow(name, flow);
      centre.clock.at(MORNING + at, () => {
        centre.call(name, { moved: (place) => void (place.name === "agent" && order.push(name)) });
      });
      return { flow: name };
    };
    routed("plain", {}, 0);
    routed("later", {}, 1_000);
    routed("aged", { QueueTimeAdjustmentSeconds: "600" }, 2_000);
    routed("urgent", { QueuePriority: "1" }, 3_000);
    centre.clock.at(MORNING + 5_000, () => {
      centre.simulator.addAgent({ username: "ana", queues: ["general"] });
    });
    await centre.clock.drive(async () => {
      await centre.clock.sleep(10_000);
      await centre.simulator.settled();
    });
    expect(order).toEqual(["urgent", "aged", "plain", "later"]);
  });

  it("is left for another queue as a new contact", async () => {
    const centre = aCentre(
      aFlow({
        loop: [
          "MessageParticipantIteratively",
          { Messages: [{ Text: "Hold." }], InterruptFrequencySeconds: "20" },
          { "=MessagesInterrupted": "move" },
        ],
        move: [
          "DequeueContactAndTransferToQueue",
          { QueueId: "overflow" },
          { QueueAtCapacity: "loop", NoMatchingError: "loop" },
        ],
      }),
    );
    centre.simulator.resources.addQueue("overflow");
    centre.simulator.addAgent({ username: "ben", queues: ["overflow"] });
    const { contacts } = await centre.run(queues("general", { hook: HOOK }));
    const [first, second] = contacts;
    expect(contacts.map(({ initiationMethod }) => initiationMethod)).toEqual([
      "INBOUND",
      "QUEUE_TRANSFER",
    ]);
    expect(second).toMatchObject({
      previousContactId: first?.contactId,
      initialContactId: first?.contactId,
      agent: { username: "ben" },
    });
    expect(centre.emissions.records).toHaveLength(2);
    expect(centre.emissions.records[0]).toMatchObject({
      NextContactId: second?.contactId,
      DisconnectReason: null,
      TransferCompletedTimestamp: "2026-01-05T08:00:20Z",
    });
  });

  it("is changed at most eleven times", async () => {
    const centre = aCentre(
      aFlow({
        move: [
          "DequeueContactAndTransferToQueue",
          { QueueId: "general" },
          { QueueAtCapacity: "bye", NoMatchingError: "bye" },
        ],
        bye: HANG_UP,
      }),
    );
    const { contacts } = await centre.run(queues("general", { hook: HOOK }));
    expect(contacts).toHaveLength(12);
  });
});

describe("agents", () => {
  it("miss a contact, which is offered again, and are back after a while", async () => {
    const centre = aCentre();
    const answers = [undefined, 21, 5];
    centre.simulator.addAgent({
      username: "ana",
      queues: ["general"],
      behaviour: { answersAfter: () => answers.shift() },
    });
    const { contacts, trace } = await centre.run(queues("general"));
    expect(trace.life.filter(({ what }) => what === "missed")).toHaveLength(2);
    expect(contacts[0]?.agentConnectionAttempts).toBe(3);
    expect(centre.emissions.records[0]?.["AgentConnectionAttempts"]).toBe(3);
    // Twice 20 s of ringing and 30 s of being away, then 5 s.
    expect(contacts[0]?.connectedToAgentAt).toBeGreaterThan(MORNING + 105_000);
  });

  it("are free again at once when a customer hangs up while it rings", async () => {
    const centre = aCentre();
    const agent = centre.simulator.addAgent({
      username: "ana",
      queues: ["general"],
      behaviour: { answersAfter: () => 10 },
    });
    const { contacts } = await centre.run(queues("general"), hangsUpAfter(5, centre));
    expect(contacts[0]?.agentConnectionAttempts).toBe(1);
    expect(agent.state).toBe("available");
  });
});
