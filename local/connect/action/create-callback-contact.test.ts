import { describe, expect, it } from "vitest";
import { Centre, eventTypes, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import type { Ring } from "../instance/phone.ts";
import type { JsonObject } from "../language/json.ts";

function asks(parameters: JsonObject = {}) {
  return aFlow({
    choose: [
      "UpdateContactTargetQueue",
      { QueueId: "general" },
      { next: "number", NoMatchingError: "end" },
    ],
    number: [
      "UpdateContactCallbackNumber",
      { CallbackNumber: "$.Attributes.number" },
      { next: "create", InvalidCallbackNumber: "create", CallbackNumberNotDialable: "create" },
    ],
    create: [
      "CreateCallbackContact",
      {
        InitialCallDelaySeconds: "99",
        MaximumConnectionAttempts: "1",
        RetryDelaySeconds: "600",
        ...parameters,
      },
      { next: "end", NoMatchingError: "sorry" },
    ],
    sorry: says("Sorry.", "end"),
    end: HANG_UP,
  });
}

function aCentre(rings: () => Ring = () => ({ answersAfterSeconds: 8 })) {
  const centre = new Centre();
  centre.simulator.resources.addQueue("general", { outboundWhisperFlow: "outbound" });
  centre.simulator.resources.addFlow(
    "outbound",
    aFlow({ hello: says("Hello, this is your callback.") }),
  );
  centre.simulator.addAgent({ username: "ana", queues: ["general"] });
  centre.simulator.addPhone("+6421555010", { rings });
  return centre;
}

describe("a callback", () => {
  it("waits, is taken by an agent, and reaches the customer", async () => {
    const centre = aCentre();
    const { contacts } = await centre.run(asks());
    const [call] = contacts;
    const [callback] = centre.simulator.callbacks;
    const contact = callback?.contact;
    expect(contact).toMatchObject({
      initiationMethod: "CALLBACK",
      previousContactId: call?.contactId,
      initialContactId: call?.contactId,
      initiatedAt: MORNING,
      enqueuedAt: MORNING + 99_000,
      disconnectReason: "AGENT_DISCONNECT",
    });
    expect(callback?.trace.heard).toEqual(["Hello, this is your callback."]);
    expect(eventTypes(centre, contact?.contactId)).toEqual([
      "INITIATED",
      "QUEUED",
      "CONNECTED_TO_SYSTEM",
      "CONNECTED_TO_AGENT",
      "DISCONNECTED",
      "COMPLETED",
    ]);
    const records = new Map(
      centre.emissions.records.map((record) => [record["ContactId"], record]),
    );
    expect(records.get(call?.contactId)).toMatchObject({ NextContactId: contact?.contactId });
    // The whole wait counts, the initial delay too (queued-callback-example).
    const { connectedToAgentAt = 0 } = contact ?? {};
    expect(records.get(contact?.contactId)).toMatchObject({
      Queue: {
        Duration: Math.floor((connectedToAgentAt - MORNING) / 1000),
        EnqueueTimestamp: "2026-01-05T08:01:39Z",
      },
    });
  });

  it("dials as often as it may when nobody answers, each time as a contact", async () => {
    const centre = aCentre(() => "no-answer");
    await centre.run(asks({ MaximumConnectionAttempts: "3" }));
    const [callback] = centre.simulator.callbacks;
    expect(callback?.contacts.map(({ disconnectReason }) => disconnectReason)).toEqual([
      "OTHER",
      "OTHER",
      "OTHER",
    ]);
    expect(callback?.trace.life.filter(({ what }) => what === "dialled")).toHaveLength(3);
    const [first, second] = callback?.contacts ?? [];
    expect((second?.enqueuedAt ?? 0) - (first?.disconnectedAt ?? 0)).toBe(600_000);
    expect(centre.emissions.records).toHaveLength(4);
  });

  it("may dial again as the same contact", async () => {
    const rings: Ring[] = ["busy", { answersAfterSeconds: 2 }];
    const centre = new Centre({ settings: { callbackAttempts: "same-contact" } });
    centre.simulator.resources.addQueue("general");
    centre.simulator.addAgent({ username: "ana", queues: ["general"] });
    centre.simulator.addPhone("+6421555010", { rings: () => rings.shift() ?? "no-answer" });
    await centre.run(asks({ MaximumConnectionAttempts: "2" }));
    const [callback] = centre.simulator.callbacks;
    expect(callback?.contacts.map(({ disconnectReason }) => disconnectReason)).toEqual([
      "AGENT_DISCONNECT",
    ]);
    expect(callback?.trace.heard).toEqual(["This call is not being recorded."]);
  });

  it("goes to the number that was set, and inherits the attributes", async () => {
    const centre = aCentre();
    centre.simulator.addPhone("+6421555099", { rings: () => ({ answersAfterSeconds: 1 }) });
    await centre.run(asks(), {}, { attributes: { number: "+6421555099" } });
    const contact = centre.simulator.callbacks[0]?.contact;
    expect(contact).toMatchObject({
      customerAddress: "+6421555099",
      attributes: { number: "+6421555099" },
    });
    expect(contact?.disconnectReason).toBe("AGENT_DISCONNECT");
  });

  it("ends by itself when nobody takes it for a week", async () => {
    const centre = new Centre();
    centre.simulator.resources.addQueue("general");
    await centre.run(asks());
    const contact = centre.simulator.callbacks[0]?.contact;
    expect(contact?.disconnectReason).toBe("EXPIRED");
    expect((contact?.disconnectedAt ?? 0) - (contact?.enqueuedAt ?? 0)).toBe(7 * 86_400_000);
  });

  it("is ended by StopContact while it waits", async () => {
    const centre = new Centre();
    centre.simulator.resources.addQueue("general");
    await centre.clock.drive(async () => {
      await centre.call(asks()).ended();
      await centre.clock.sleep(200_000);
      const id = centre.simulator.callbacks[0]?.contact.contactId ?? "";
      expect(centre.simulator.stopContact(id)).toBe("stopped");
      await centre.simulator.settled();
    });
    expect(centre.simulator.callbacks[0]?.contact.disconnectReason).toBe("API");
  });

  it("runs a flow of its own first, where one is given", async () => {
    const centre = aCentre();
    centre.simulator.resources.addFlow(
      "creation",
      aFlow({
        set: [
          "UpdateContactAttributes",
          { Attributes: { made: "yes" } },
          { next: "choose", NoMatchingError: "end" },
        ],
        choose: [
          "UpdateContactTargetQueue",
          { QueueId: "general" },
          { next: "wait", NoMatchingError: "end" },
        ],
        wait: ["TransferContactToQueue", {}, { QueueAtCapacity: "end", NoMatchingError: "end" }],
        end: HANG_UP,
      }),
    );
    await centre.run(asks({ ContactFlowId: "creation" }));
    const contact = centre.simulator.callbacks[0]?.contact;
    expect(contact).toMatchObject({
      attributes: { made: "yes" },
      enqueuedAt: MORNING,
      disconnectReason: "AGENT_DISCONNECT",
    });
  });

  it.each([
    ["no number", {}, { from: "anonymous" }],
    ["a queue that is not there", { QueueId: "none" }, {}],
    ["a flow that is not there", { ContactFlowId: "none" }, {}],
    ["a delay of more than three days", { InitialCallDelaySeconds: "259201" }, {}],
  ])("cannot be created with %s", async (_, parameters, options) => {
    const centre = aCentre();
    expect(wayOf(await centre.run(asks(parameters), {}, options))).toContain(
      "create: NoMatchingError",
    );
    expect(centre.simulator.callbacks).toEqual([]);
  });

  it("is not recorded unless its outbound whisper flow says so", async () => {
    const recorded = async (blocks: Parameters<typeof aFlow>[0]) => {
      const centre = aCentre();
      centre.simulator.resources.addFlow("outbound", aFlow(blocks));
      const flow = asks();
      await centre.run({ ...flow, StartAction: "choose" });
      return centre.simulator.callbacks[0]?.contact.recorded;
    };
    const set = [
      "UpdateContactRecordingBehavior",
      { RecordingBehavior: { RecordedParticipants: ["Agent", "Customer"] } },
      {},
    ] as const;
    expect(await recorded({ hello: says("Hello.") })).toBe(false);
    expect(await recorded({ set })).toBe(true);
  });
});
