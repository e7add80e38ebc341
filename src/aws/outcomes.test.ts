import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { outcomesOf } from "./outcomes.ts";

const CONTACT = "c0000000-0000-4000-8000-000000000001";

describe("an outcome", () => {
  let written: string[] = [];
  const streams = [process.stdout, process.stderr];

  beforeEach(() => {
    written = [];
    for (const stream of streams) {
      vi.spyOn(stream, "write").mockImplementation((text) => {
        written.push(String(text));
        return true;
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const lines = () => written.map((line) => JSON.parse(line));

  it("is one log line and one metric, dimensioned by the system alone", () => {
    const outcomes = outcomesOf("callbacks");
    outcomes.record("CallbackClaimed", { contactId: CONTACT });
    outcomes.publish();
    const [line, metric, ...more] = lines();
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      level: "INFO",
      message: "CallbackClaimed",
      service: "callbacks",
      contactId: CONTACT,
    });
    expect(metric).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: "Linekeeper",
            Dimensions: [["service"]],
            Metrics: [{ Name: "CallbackClaimed", Unit: "Count" }],
          },
        ],
      },
      service: "callbacks",
      CallbackClaimed: 1,
    });
    expect(JSON.stringify(metric)).not.toContain(CONTACT);
  });

  it("that failed is an error line with the error's name and field, and never its message", () => {
    const outcomes = outcomesOf("trackers");
    outcomes.failed("TrackerCheckFailed", new Error("+61491570156"), { contactId: CONTACT });
    outcomes.failed("RecordUnparseable", new InvalidInputError("Channel", "must be +61491570156"));
    outcomes.publish();
    const [failed, unparseable, metric] = lines();
    expect(failed).toMatchObject({
      level: "ERROR",
      message: "TrackerCheckFailed",
      error: "Error",
      contactId: CONTACT,
    });
    expect(unparseable).toMatchObject({ error: "InvalidInputError", field: "Channel" });
    expect(metric).toMatchObject({ TrackerCheckFailed: 1, RecordUnparseable: 1 });
    expect(written.join()).not.toContain("614915");
  });

  it("counts each time, and anew after it was published", () => {
    const outcomes = outcomesOf("trackers");
    for (let i = 0; i < 97; i += 1) outcomes.record("TrackerStored");
    outcomes.publish();
    outcomes.record("TrackerStored");
    outcomes.publish();
    const metrics = lines().filter((line) => "_aws" in line);
    expect(metrics.map(({ TrackerStored }) => [TrackerStored].flat().length)).toEqual([97, 1]);
  });

  it("is counted in full even where a batch has more than one metric line can hold", () => {
    const outcomes = outcomesOf("trackers");
    for (let i = 0; i < 250; i += 1) outcomes.record("TrackerStored");
    outcomes.publish();
    const counts = lines().map(({ TrackerStored = [] }) => [TrackerStored].flat().length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(250);
  });
});
