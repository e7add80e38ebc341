import { expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP, queues, says } from "../a-flow.ts";

function checks(MetricType: string, condition: string, more = {}) {
  return aFlow({
    choose: [
      "UpdateContactTargetQueue",
      { QueueId: "general" },
      { next: "check", NoMatchingError: "check" },
    ],
    check: [
      "CheckMetricData",
      { MetricType, ...more },
      { [condition]: "end", NoMatchingCondition: "end", NoMatchingError: "end" },
    ],
    end: HANG_UP,
  });
}

/** One caller has waited for ten minutes; one agent is away, one in after-contact work. */
function aBusyCentre(): Centre {
  const centre = new Centre();
  centre.simulator.resources.addQueue("general");
  centre.simulator.resources.addQueue("sales");
  centre.simulator.addAgent({ username: "ana", queues: ["general"], state: "nonProductive" });
  const ben = centre.simulator.addAgent({ username: "ben", queues: ["general"], state: "offline" });
  centre.simulator.setAgentState(ben, "afterContactWork");
  centre.simulator.addAgent({ username: "eva", queues: ["general"], state: "offline" });
  centre.call(queues("general"), {
    connected: async (line) => {
      await centre.clock.sleep(700_000);
      line.hangUp();
    },
  });
  return centre;
}

async function branchOf(flow: ReturnType<typeof checks>): Promise<string | undefined> {
  const centre = aBusyCentre();
  return centre.clock.drive(async () => {
    await centre.clock.sleep(600_000);
    const result = await centre.call(flow).ended();
    return wayOf(result)[1];
  });
}

it.each([
  ["NumberOfAgentsAvailable", ">0", "NoMatchingCondition"],
  ["NumberOfAgentsStaffed", ">0", "NumberGreaterThan 0"],
  ["NumberOfAgentsOnline", ">1", "NumberGreaterThan 1"],
  ["NumberOfContactsInQueue", "=1", "Equals 1"],
  ["OldestContactInQueueAgeSeconds", ">599999", "NumberGreaterThan 599999"],
  ["OldestContactInQueueAgeSeconds", ">600000", "NoMatchingCondition"],
  ["NumberOfSunnyDays", ">0", "NoMatchingError"],
])("%s %s: %s", async (metric, condition, branch) => {
  expect(await branchOf(checks(metric, condition))).toBe(`check: ${branch}`);
});

it("may ask for another queue, or for one that is not there", async () => {
  expect(await branchOf(checks("NumberOfContactsInQueue", "=0", { QueueId: "sales" }))).toBe(
    "check: Equals 0",
  );
  expect(await branchOf(checks("NumberOfContactsInQueue", "=0", { QueueId: "none" }))).toBe(
    "check: NoMatchingError",
  );
});

it("GetMetricData fills the metrics that flows can refer to", async () => {
  const flow = aFlow({
    get: ["GetMetricData", { QueueId: "general" }, { next: "tell", NoMatchingError: "end" }],
    tell: says(
      "$.Metrics.Queue.Name: $.Metrics.Queue.Size for $.Metrics.Queue.OldestContactAge s, agents $.Metrics.Agents.Online.Count/$.Metrics.Agents.Staffed.Count/$.Metrics.Agents.AfterContactWork.Count",
      "end",
    ),
    end: HANG_UP,
  });
  const centre = aBusyCentre();
  const heard = await centre.clock.drive(async () => {
    await centre.clock.sleep(600_000);
    return (await centre.call(flow).ended()).trace.heard;
  });
  expect(heard).toEqual(["general: 1 for 600 s, agents 2/1/1"]);
  expect(centre.clock.now()).toBeGreaterThan(MORNING + 600_000);
});
