import { describe, expect, it } from "vitest";
import { Centre, eventTypes, MORNING } from "../a-centre.ts";
import { aFlow, HANG_UP, queues, says } from "../a-flow.ts";
import { scriptedCaller } from "../caller/scripted-caller.ts";
import type { AgentBehaviour } from "../queue/agent.ts";

function aCentre(behaviour: AgentBehaviour = {}) {
  const centre = new Centre();
  centre.simulator.resources.addQueue("general");
  const agent = centre.simulator.addAgent({ username: "ana", queues: ["general"], behaviour });
  return { centre, agent };
}

function hooked(EventHooks: Record<string, string>) {
  const before = Object.fromEntries(
    Object.entries(EventHooks).map(([hook, flow], i, all) => [
      `hook${i}`,
      [
        "UpdateContactEventHooks",
        { EventHooks: { [hook]: flow } },
        { next: all[i + 1] ? `hook${i + 1}` : "choose", NoMatchingError: "end" },
      ] as const,
    ]),
  );
  return queues("general", before);
}

describe("with an agent", () => {
  it("whispers come first, the agent's and then the customer's", async () => {
    const { centre } = aCentre();
    const { resources } = centre.simulator;
    resources.addFlow("to-agent", aFlow({ say: says("From $.Queue.Name, for $.Agent.UserName.") }));
    resources.addFlow("to-customer", aFlow({ say: says("Here is $.Agent.UserName.") }));
    const { trace, contacts } = await centre.run(
      hooked({ AgentWhisper: "to-agent", CustomerWhisper: "to-customer" }),
    );
    const said = trace.entries.flatMap((entry) =>
      entry.kind === "said" ? [`${entry.to}: ${entry.prompt.text}`] : [],
    );
    expect(said.slice(-2)).toEqual(["agent: From general, for ana.", "customer: Here is ana."]);
    const last = trace.path.at(-1)?.at ?? 0;
    expect(contacts[0]?.connectedToAgentAt).toBe(last + 1200);
  });

  it("talks until the agent hangs up, who then does their after-contact work", async () => {
    const { centre, agent } = aCentre({
      talks: (conversation) => conversation.talk(125),
      wrapsUpFor: () => 32,
    });
    const states: string[] = [];
    centre.clock.at(MORNING + 140_000, () => states.push(agent.state));
    await centre.run(queues("general"));
    expect(states).toEqual(["afterContactWork"]);
    expect(agent.state).toBe("available");
    expect(centre.emissions.records[0]).toMatchObject({
      DisconnectReason: "AGENT_DISCONNECT",
      Agent: {
        Username: "ana",
        AgentInteractionDuration: 125,
        AfterContactWorkDuration: 32,
        NumberOfHolds: 0,
      },
      AgentConnectionAttempts: 1,
    });
    const completed = centre.emissions.events.at(-1);
    expect(completed).toMatchObject({
      detail: { eventType: "COMPLETED", agentInfo: { afterContactWorkDuration: 32 } },
    });
  });

  it("the customer may hang up first, and the agent notices", async () => {
    let noticed: unknown;
    const { centre } = aCentre({
      talks: (conversation) =>
        conversation.talk(600).catch((error: unknown) => {
          noticed = error;
          throw error;
        }),
    });
    const { disconnectReason, contacts } = await centre.run(queues("general"), {
      moved: async ({ name }, line) => {
        if (name !== "agent") return;
        await centre.clock.sleep(30_000);
        line.hangUp();
      },
    });
    expect(disconnectReason).toBe("CUSTOMER_DISCONNECT");
    expect(noticed).toMatchObject({ by: "hang-up" });
    const { connectedToAgentAt = 0, agentLeftAt = 0 } = contacts[0] ?? {};
    expect(agentLeftAt - connectedToAgentAt).toBe(30_000);
  });

  it("is on hold with music, as often and as long as the agent wants", async () => {
    const { centre } = aCentre({
      async talks(conversation) {
        await conversation.talk(10);
        await conversation.hold(40);
        await conversation.talk(5);
        await conversation.hold(7);
      },
    });
    centre.simulator.resources.addFlow(
      "hold",
      aFlow({ loop: ["MessageParticipantIteratively", { Messages: [{ PromptId: "music" }] }] }),
    );
    centre.simulator.resources.addPrompt("music", 15);
    const { trace } = await centre.run(hooked({ CustomerHold: "hold" }));
    expect(trace.heard.filter((text) => text === "music")).toHaveLength(4);
    expect(centre.emissions.records[0]).toMatchObject({
      Agent: {
        NumberOfHolds: 2,
        CustomerHoldDuration: 47,
        LongestHoldDuration: 40,
        AgentInteractionDuration: 15,
      },
    });
  });

  it("goes on in the disconnect flow when the agent hangs up", async () => {
    const { centre } = aCentre();
    const { resources } = centre.simulator;
    resources.addFlow(
      "survey",
      aFlow({
        ask: [
          "GetParticipantInput",
          {
            Text: "How was it?",
            StoreInput: "True",
            InputValidation: { CustomValidation: { MaximumLength: "1" } },
          },
          { next: "keep", NoMatchingError: "end" },
        ],
        keep: [
          "UpdateContactAttributes",
          { Attributes: { survey: "$.StoredCustomerInput" } },
          { next: "end", NoMatchingError: "end" },
        ],
        end: HANG_UP,
      }),
    );
    const { contacts, disconnectReason } = await centre.run(
      hooked({ CustomerRemaining: "survey" }),
      scriptedCaller("5", centre.clock),
    );
    expect(contacts).toHaveLength(1);
    expect(contacts[0]?.attributes).toEqual({ survey: "5" });
    expect(disconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
    expect(eventTypes(centre).filter((type) => type === "DISCONNECTED")).toHaveLength(1);
  });

  it("goes from a disconnect flow into a queue as a contact of its own", async () => {
    const { centre } = aCentre();
    centre.simulator.resources.addFlow("again", queues("general"));
    const ends = ["again", ""];
    const flow = hooked({ CustomerRemaining: "again" });
    const { contacts } = await centre.run(flow, {
      moved: ({ name }, line) => {
        if (name === "agent" && ends.shift() === "") line.hangUp();
      },
    });
    expect(contacts.map(({ initiationMethod }) => initiationMethod)).toEqual([
      "INBOUND",
      "DISCONNECT",
    ]);
  });

  it("is handed over to another queue, or agent, as a new contact that keeps what was set", async () => {
    const { centre } = aCentre({
      async talks(conversation) {
        await conversation.talk(20);
        conversation.transferToAgent("ben");
      },
    });
    const ben = centre.simulator.addAgent({ username: "ben", queues: [] });
    const flow = queues("general", {
      record: [
        "UpdateContactRecordingBehavior",
        { RecordingBehavior: { RecordedParticipants: ["Agent", "Customer"] } },
        { next: "choose" },
      ],
    });
    const { contacts } = await centre.run(flow, {}, { attributes: { tier: "gold" } });
    expect(
      contacts.map(({ initiationMethod, agent, attributes, recorded }) => [
        initiationMethod,
        agent?.username,
        attributes["tier"],
        recorded,
      ]),
    ).toEqual([
      ["INBOUND", "ana", "gold", true],
      ["TRANSFER", "ben", "gold", true],
    ]);
    expect(ben.state).toBe("available");
    expect(centre.emissions.recorded.size).toBe(2);
  });
});

describe("TransferContactToAgent", () => {
  const flow = aFlow({
    choose: [
      "UpdateContactTargetQueue",
      { AgentId: "ana" },
      { next: "go", NoMatchingError: "end" },
    ],
    go: ["TransferContactToAgent"],
    end: HANG_UP,
  });

  it("connects with that agent", async () => {
    const { centre } = aCentre();
    expect((await centre.run(flow)).disconnectReason).toBe("AGENT_DISCONNECT");
  });

  it("ends the contact where the agent is not free", async () => {
    const { centre, agent } = aCentre();
    centre.simulator.setAgentState(agent, "nonProductive");
    expect((await centre.run(flow)).disconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
  });
});
