import { describe, expect, it } from "vitest";
import { Centre, MORNING } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import { CallScriptError, scriptedCaller } from "./scripted-caller.ts";

const flow = aFlow({
  menu: [
    "GetParticipantInput",
    { InputTimeLimitSeconds: "60" },
    { "=1": "menu", "=9": "end", InputTimeLimitExceeded: "menu", NoMatchingCondition: "menu" },
  ],
  end: HANG_UP,
});

async function played(script: string) {
  const centre = new Centre();
  const { trace, disconnectReason, contacts } = await centre.run(
    flow,
    scriptedCaller(script, centre.clock),
  );
  const seconds = ((contacts[0]?.disconnectedAt ?? 0) - MORNING) / 1000;
  return { keys: trace.keys, disconnectReason, seconds };
}

describe("a scripted caller", () => {
  it.each([
    ["1,1,9", "119", "CONTACT_FLOW_DISCONNECT", 0],
    ["1, -, hangup", "1", "CUSTOMER_DISCONNECT", 60],
    ["1,30s,hangup", "1", "CUSTOMER_DISCONNECT", 30],
    ["10s,1,5s,5s,9", "19", "CONTACT_FLOW_DISCONNECT", 20],
    ["0.5s,hangup", "", "CUSTOMER_DISCONNECT", 0.5],
  ])("%s", async (script, keys, disconnectReason, seconds) => {
    expect(await played(script)).toEqual({ keys, disconnectReason, seconds });
  });

  it.each(["1,two", "5m", "1;2"])("refuses %s", (script) => {
    expect(() => scriptedCaller(script, new Centre().clock)).toThrow(CallScriptError);
  });
});
