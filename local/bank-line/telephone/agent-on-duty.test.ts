import { describe, expect, it } from "vitest";
import { Centre } from "../../connect/a-centre.ts";
import { aFlow, HANG_UP, queues } from "../../connect/a-flow.ts";
import type { Call } from "../../connect/simulator/call.ts";
import { AgentOnDuty } from "./agent-on-duty.ts";

const NUMBER = "+6421555010";

/** Leaves a callback behind. */
const ASK = aFlow({
  choose: ["UpdateContactTargetQueue", { QueueId: "general" }, { next: "create" }],
  create: ["CreateCallbackContact", {}, { next: "end" }],
  end: HANG_UP,
});

function aDuty(afterSeconds: number | undefined) {
  let agent: AgentOnDuty | undefined;
  let call: Call | undefined;
  const centre: Centre = new Centre({
    through: (to) => ({
      flowLog: (line) => to.flowLog(line),
      contactRecord: (record) => to.contactRecord(record),
      recordings: to.recordings,
      contactEvent(event) {
        to.contactEvent(event);
        agent?.see(event);
      },
    }),
  });
  const { simulator, clock } = centre;
  const { arn } = simulator.resources.addQueue("general");
  simulator.resources.addFlow("ask", ASK);
  simulator.resources.addFlow("wait", queues("general"));
  simulator.addPhone(NUMBER, {
    rings: () => (call?.open ? "busy" : { answersAfterSeconds: 1 }),
  });
  agent = new AgentOnDuty(simulator, clock, {
    queues: [arn],
    afterSeconds,
    isEngaged: () => call?.open === true,
    aboutToDial: () => 3,
  });
  const calls = (flow: string): Call => {
    call = centre.call(flow);
    return call;
  };
  return { centre, clock, agent, calls };
}

/** Seconds in the queue until the agent was there; undefined where none came. */
function waited({ contact: { enqueuedAt = 0, connectedToAgentAt } }: Call): number | undefined {
  return connectedToAgentAt && Math.round((connectedToAgentAt - enqueuedAt) / 1000);
}

describe("the agent on duty", () => {
  it("comes to whoever has waited so long, each time anew", async () => {
    const { clock, calls } = aDuty(60);
    for (let i = 0; i < 2; i += 1) {
      const call = calls("wait");
      const { disconnectReason } = await clock.drive(() => call.ended());
      expect(disconnectReason).toBe("AGENT_DISCONNECT");
      // Two seconds to answer, three for the beep.
      expect(waited(call)).toBe(65);
    }
  });

  it("forgets who hung up", async () => {
    const { clock, calls } = aDuty(60);
    const first = calls("wait");
    await clock.advance(50_000);
    first.hangUp();
    await clock.advance(20_000);
    const second = calls("wait");
    await clock.drive(() => second.ended());
    expect([waited(first), waited(second)]).toEqual([undefined, 65]);
  });

  it("comes when told, where it never comes by itself", async () => {
    const { clock, agent, calls } = aDuty(undefined);
    expect([agent.isOnDuty, agent.takeNext()]).toEqual([false, false]);
    const call = calls("wait");
    await clock.advance(600_000);
    expect(agent.takeNext()).toBe(true);
    await clock.advance(10_000);
    expect(waited(call)).toBe(605);
    expect(agent.takeNext()).toBe(false);
  });

  it("calls nobody back who is on the line", async () => {
    const { centre, clock, calls } = aDuty(60);
    await clock.drive(() => calls("ask").ended());
    const hold = aFlow({ stay: ["GetParticipantInput", { InputTimeLimitSeconds: "180" }, {}] });
    centre.simulator.resources.addFlow("hold", hold);
    const { contacts } = await clock.drive(() => calls("hold").ended());
    const [callback] = centre.simulator.callbacks;
    await clock.drive(async () => callback?.ended());
    expect(callback?.contact).toMatchObject({ disconnectReason: "AGENT_DISCONNECT" });
    const free = contacts[0]?.disconnectedAt ?? 0;
    const reached = ((callback?.contact.connectedToSystemAt ?? 0) - free) / 1000;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(15);
  });
});
