import { expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import { isOpen, type OpeningHours } from "../instance/hours-of-operation.ts";

const OFFICE: OpeningHours = {
  timeZone: "Pacific/Auckland",
  config: [{ day: "MONDAY", start: "09:00", end: "17:30" }],
};

function checks(HoursOfOperationId?: string) {
  return aFlow({
    queue: [
      "UpdateContactTargetQueue",
      { QueueId: "$.Attributes.queue" },
      { next: "check", NoMatchingError: "check" },
    ],
    check: [
      "CheckHoursOfOperation",
      HoursOfOperationId === undefined ? {} : { HoursOfOperationId },
      { "=True": "end", "=False": "end", NoMatchingError: "end", next: "end" },
    ],
    end: HANG_UP,
  });
}

async function answer(flow: ReturnType<typeof checks>, attributes: Record<string, string> = {}) {
  const centre = new Centre();
  const { resources } = centre.simulator;
  const night = resources.addHours("night", {
    timeZone: "UTC",
    config: [{ day: "SUNDAY", start: "22:00", end: "09:00" }],
  });
  const office = resources.addHours("office", OFFICE);
  resources.addQueue("day", { hoursOfOperation: office.arn });
  resources.addQueue("late", { hoursOfOperation: night.arn });
  const result = await centre.run(flow, {}, { attributes });
  return wayOf(result)[1];
}

it.each([
  ["hours of its own", checks("night"), {}, "Equals True"],
  ["other hours, which are closed by then", checks("office"), {}, "Equals False"],
  ["the queue's hours", checks(), { queue: "late" }, "Equals True"],
  ["the queue's hours, closed", checks(), { queue: "day" }, "Equals False"],
  ["neither: closed", checks(), {}, "Equals False"],
  ["hours that are not there", checks("holidays"), {}, "NoMatchingError"],
])("checks %s", async (_, flow, attributes, branch) => {
  expect(await answer(flow, attributes)).toBe(`check: ${branch}`);
});

it.each([
  ["2026-01-04T19:59:59Z", false],
  ["2026-01-04T20:00:00Z", true],
  ["2026-01-05T04:29:59Z", true],
  ["2026-01-05T04:30:00Z", false],
])("knows the office's own time zone: at %s open is %s", (at, open) => {
  expect(isOpen(OFFICE, Date.parse(at))).toBe(open);
});

it("may be open round the clock", () => {
  const always: OpeningHours = {
    timeZone: "UTC",
    config: (["MONDAY", "TUESDAY"] as const).map((day) => ({ day, start: "00:00", end: "00:00" })),
  };
  expect(isOpen(always, MORNING)).toBe(true);
  expect(isOpen(always, Date.UTC(2026, 0, 7, 12))).toBe(false);
});
