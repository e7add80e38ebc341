import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocalClock } from "../../clock/clock.ts";
import { Centre } from "../a-centre.ts";
import { aFlow, type Block, HANG_UP, queues, says } from "../a-flow.ts";
import type { Caller } from "../caller/caller.ts";
import { hangUpAt } from "../caller/hang-up-at.ts";
import type { Contact } from "../contact.ts";
import type { Observer } from "../flow/observer.ts";

const SECOND = 1000;

const set = (attribute: string, next: string): Block => [
  "UpdateContactAttributes",
  { Attributes: { [attribute]: "1" } },
  { next, NoMatchingError: "end" },
];

/** Everything at once: input, a slow function, somebody outside, a queue with a callback, agents. */
const MAIN = queues("general", {
  log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "record" }],
  record: [
    "UpdateContactRecordingBehavior",
    {
      RecordingBehavior: {
        RecordedParticipants: ["Agent", "Customer"],
        IVRRecordingBehavior: "Enabled",
      },
    },
    { next: "menu" },
  ],
  menu: [
    "GetParticipantInput",
    { Text: "Press 1." },
    {
      "=1": "slow",
      InputTimeLimitExceeded: "end",
      NoMatchingCondition: "end",
      NoMatchingError: "end",
    },
  ],
  slow: [
    "InvokeLambdaFunction",
    { LambdaFunctionARN: "slow" },
    { next: "pin", NoMatchingError: "end" },
  ],
  pin: [
    "GetParticipantInput",
    {
      Text: "Your PIN.",
      StoreInput: "True",
      InputValidation: { CustomValidation: { MaximumLength: "4" } },
    },
    { next: "outside", NoMatchingError: "end" },
  ],
  outside: [
    "TransferParticipantToThirdParty",
    { ThirdPartyPhoneNumber: "+6448300199", ContinueFlowExecution: "True" },
    { next: "hook", CallFailed: "end", ConnectionTimeLimitExceeded: "end", NoMatchingError: "end" },
  ],
  hook: [
    "UpdateContactEventHooks",
    { EventHooks: { CustomerQueue: "waiting" } },
    { next: "hook2", NoMatchingError: "end" },
  ],
  hook2: [
    "UpdateContactEventHooks",
    { EventHooks: { CustomerRemaining: "after" } },
    { next: "choose", NoMatchingError: "end" },
  ],
});

const WAITING = aFlow({
  play: [
    "MessageParticipantIteratively",
    { Messages: [{ PromptId: "music" }], InterruptFrequencySeconds: "20" },
    { "=MessagesInterrupted": "create" },
  ],
  create: [
    "CreateCallbackContact",
    { InitialCallDelaySeconds: "30", MaximumConnectionAttempts: "2", RetryDelaySeconds: "60" },
    { next: "move", NoMatchingError: "stay" },
  ],
  move: [
    "DequeueContactAndTransferToQueue",
    { QueueId: "overflow" },
    { QueueAtCapacity: "stay", NoMatchingError: "stay" },
  ],
  stay: ["EndFlowExecution"],
});

const AFTER = aFlow({
  survey: says("How was it?", "keep"),
  keep: set("survey", "end"),
  end: HANG_UP,
});

const CALLER: Caller = {
  asked: ({ kind }, line) => line.press(kind === "menu" ? "1" : "1234"),
};

async function play(observe: (clock: LocalClock) => Observer, hangUpAfterMs?: number) {
  const centre: Centre = new Centre({
    functions: { slow: () => centre.clock.sleep(3 * SECOND).then(() => ({})) },
  });
  const { resources } = centre.simulator;
  resources.addQueue("general");
  resources.addQueue("overflow");
  resources.addFlow("waiting", WAITING);
  resources.addFlow("after", AFTER);
  resources.addPrompt("music", 15);
  let rung = 0;
  centre.simulator.addPhone("+6448300199", {
    rings: () => ({ answersAfterSeconds: 4, talksForSeconds: 10 }),
  });
  centre.simulator.addPhone("+6421555010", {
    rings: () => {
      rung += 1;
      return rung === 1 ? "no-answer" : { answersAfterSeconds: 3, caller: {} };
    },
  });
  const agents = [
    centre.simulator.addAgent({ username: "cara", queues: ["general"], state: "offline" }),
    centre.simulator.addAgent({
      username: "ana",
      queues: ["overflow"],
      behaviour: {
        async talks(conversation) {
          await conversation.talk(10);
          await conversation.hold(8);
          await conversation.talk(2);
          if (conversation.contact.initiationMethod !== "TRANSFER")
            conversation.transferToQueue("overflow");
        },
        wrapsUpFor: () => 5,
      },
    }),
  ];
  // Callbacks wait in the first queue, which is staffed later.
  centre.clock.at(centre.clock.now() + 120 * SECOND, () => {
    const [cara] = agents;
    if (cara) centre.simulator.setAgentState(cara, "available");
  });
  const caller: Caller = {
    ...CALLER,
    connected: async (line) => {
      if (hangUpAfterMs === undefined) return;
      await centre.clock.sleep(hangUpAfterMs);
      line.hangUp();
    },
  };
  const result = await centre.run(MAIN, caller, { observer: observe(centre.clock) });
  const callbacks = centre.simulator.callbacks.flatMap(({ contacts }) => contacts);
  return { centre, result, agents, contacts: [...result.contacts, ...callbacks] };
}

type Played = Awaited<ReturnType<typeof play>>;

function expectConsistent({ centre, result, agents, contacts }: Played): void {
  const { events, records, recorded } = centre.emissions;
  const ids = new Set(records.map((record) => String(record["ContactId"])));
  for (const id of ids) {
    const types = events
      .map(({ detail }) => detail as { contactId: string; eventType: string })
      .filter(({ contactId }) => contactId === id)
      .map(({ eventType }) => eventType);
    for (const once of ["INITIATED", "DISCONNECTED", "COMPLETED"]) {
      expect(
        types.filter((type) => type === once),
        `${once} of ${id}`,
      ).toHaveLength(1);
    }
    expect(types[0]).toBe("INITIATED");
    expect(types.at(-1)).toBe("COMPLETED");
  }
  expect(records).toHaveLength(ids.size);
  for (const contact of contacts) {
    expect(ids).toContain(contact.contactId);
    expect(inOrder(contact)).toBe(true);
    const wanted = contact.recorded && contact.connectedToAgentAt !== undefined;
    const keys = [...recorded.keys()].filter(
      (key) => key.includes(contact.contactId) && !key.includes("/ivr/"),
    );
    expect(keys).toHaveLength(wanted ? 1 : 0);
  }
  for (const { state } of agents) expect(["available", "offline"]).toContain(state);
  expect(result.trace.warnings).toEqual([]);
}

function inOrder(contact: Contact): boolean {
  const times = [
    contact.initiatedAt,
    contact.enqueuedAt,
    contact.connectedToAgentAt,
    contact.agentLeftAt,
    contact.disconnectedAt,
  ].filter((time) => time !== undefined);
  return times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0));
}

describe("hanging up", () => {
  it("nowhere: the call has many contacts, and all are consistent", async () => {
    const played = await play(() => ({}));
    expect(played.contacts.map(({ initiationMethod }) => initiationMethod)).toEqual([
      "INBOUND",
      "QUEUE_TRANSFER",
      "TRANSFER",
      "CALLBACK",
      "CALLBACK",
    ]);
    expectConsistent(played);
  });

  it("as any action begins, or a moment later, leaves everything consistent", async () => {
    const { result } = await play(() => ({}));
    const actions = result.trace.path.length;
    expect(actions).toBeGreaterThan(15);
    for (let index = 0; index < actions; index += 1) {
      for (const afterMs of [0, 50]) {
        const played = await play((clock) => hangUpAt(index, clock, afterMs));
        expect(played.result.disconnectReason, `at action ${index}`).toMatch(
          /^(CUSTOMER|CONTACT_FLOW|AGENT)_DISCONNECT$/,
        );
        if (afterMs === 0) expect(played.result.disconnectReason).toBe("CUSTOMER_DISCONNECT");
        expectConsistent(played);
      }
    }
  });

  it("at any time leaves everything consistent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 140 * SECOND }), async (ms) => {
        expectConsistent(await play(() => ({}), ms));
      }),
      { numRuns: 60 },
    );
  });
});
