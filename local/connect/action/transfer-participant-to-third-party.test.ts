import { describe, expect, it } from "vitest";
import { Centre, eventTypes, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, says } from "../a-flow.ts";
import type { Ring } from "../instance/phone.ts";

function transfers(ContinueFlowExecution: string) {
  return aFlow({
    dial: [
      "TransferParticipantToThirdParty",
      {
        ThirdPartyPhoneNumber: "$.Attributes.to",
        ThirdPartyConnectionTimeLimitSeconds: "30",
        ContinueFlowExecution,
      },
      {
        next: "back",
        CallFailed: "failed",
        ConnectionTimeLimitExceeded: "late",
        NoMatchingError: "end",
      },
    ],
    back: says("Welcome back.", "end"),
    failed: says("Busy.", "end"),
    late: says("No answer.", "end"),
    end: HANG_UP,
  });
}

async function transferred(rings: Ring, goesOn = "True", hangUpAfter?: number) {
  const centre = new Centre();
  centre.simulator.addPhone("+6448300199", { rings: () => rings });
  const result = await centre.run(
    transfers(goesOn),
    {
      connected: async (line) => {
        if (hangUpAfter === undefined) return;
        await centre.clock.sleep(1000 * hangUpAfter);
        line.hangUp();
      },
    },
    { attributes: { to: "+6448300199" } },
  );
  return { centre, result };
}

describe("TransferParticipantToThirdParty", () => {
  it("puts the customer through, and the flow goes on afterwards", async () => {
    const { centre, result } = await transferred({ answersAfterSeconds: 5, talksForSeconds: 20 });
    expect(result.trace.heard).toEqual(["Welcome back."]);
    expect(eventTypes(centre)).toEqual([
      "INITIATED",
      "INITIATED",
      "CONNECTED_TO_SYSTEM",
      "DISCONNECTED",
      "COMPLETED",
      "DISCONNECTED",
      "COMPLETED",
    ]);
    const [leg] = centre.emissions.records.filter(
      (record) => record["InitiationMethod"] === "EXTERNAL_OUTBOUND",
    );
    expect(leg).toMatchObject({
      PreviousContactId: result.contacts[0]?.contactId,
      DisconnectReason: "THIRD_PARTY_DISCONNECT",
    });
    expect(centre.emissions.records.find((record) => record !== leg)).toMatchObject({
      TransferredToEndpoint: { Address: "+6448300199" },
    });
  });

  it("is the end where the flow does not go on", async () => {
    const { result } = await transferred({ answersAfterSeconds: 5 }, "False");
    expect(result.trace.heard).toEqual([]);
    expect(result.disconnectReason).toBe("THIRD_PARTY_DISCONNECT");
  });

  it.each([
    ["is busy", "busy", "CallFailed"],
    ["does not answer", "no-answer", "ConnectionTimeLimitExceeded"],
    ["answers too late", { answersAfterSeconds: 31 }, "ConnectionTimeLimitExceeded"],
  ] as const)("takes a branch where the other side %s", async (_, rings, branch) => {
    const { result } = await transferred(rings);
    expect(wayOf(result)[0]).toBe(`dial: ${branch}`);
  });

  it.each([2, 30])("ends for both when the customer hangs up after %i s", async (seconds) => {
    const { centre, result } = await transferred(
      { answersAfterSeconds: 5, talksForSeconds: 600 },
      "True",
      seconds,
    );
    expect(result.disconnectReason).toBe("CUSTOMER_DISCONNECT");
    const types = eventTypes(centre);
    expect(types.filter((type) => type === "DISCONNECTED")).toHaveLength(
      types.filter((type) => type === "INITIATED").length,
    );
  });
});
