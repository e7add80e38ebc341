import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { anyText } from "../../test/factories/any-text.ts";
import { checkAnswer } from "../connect/flow-answer.ts";
import { fitsFlow, foundAnswer, parseAllowList, taskOf } from "./task.ts";

const DEFAULT = parseAllowList("TRACKER_ATTRIBUTES", "payment_*,account_*");

describe("the allow-list", () => {
  it.each([
    ["payment_*,account_*", "payment_source", true],
    ["payment_*,account_*", "account_number", true],
    ["payment_*,account_*", "payment_", true],
    ["payment_*,account_*", "payments", false],
    ["payment_*,account_*", "my_payment_source", false],
    ["payment_*,account_*", "pin", false],
    [" customer_id , , x ", "customer_id", true],
    [" customer_id , , x ", "customer_id2", false],
    ["*_amount", "payment_amount", true],
    ["*_amount", "amount", false],
    ["*", "anything-1", true],
    ["*", "with.dot", false],
    ["*", "with space", false],
    ["", "payment_source", false],
    [",", "payment_source", false],
  ])("%o lets %o pass: %s", (patterns, name, passes) => {
    expect(parseAllowList("TRACKER_ATTRIBUTES", patterns)(name)).toBe(passes);
  });

  it.each(["payment *;account", "payment_*;account_*", "a.c", "payment_ü", "payment_*,(x)"])(
    "refuses %j, of which a pattern could match no name: it names the variable",
    (patterns) => {
      expect(() => parseAllowList("TRACKER_ATTRIBUTES", patterns)).toThrow(
        expect.objectContaining({ name: "ConfigurationError", variable: "TRACKER_ATTRIBUTES" }),
      );
    },
  );
});

describe("a task", () => {
  const flags = {
    active_task_tracker: "1",
    active_task: "make_payment",
    tracking_task_title: "your payment",
    last_completed_step: "account_data",
  };

  it("is what drives the tracker and what may be stored, and nothing else of the call", () => {
    const call = { ...flags, payment_source: "card", greetingPlayed: "true", new_pin: "1234" };
    expect(taskOf(call, DEFAULT)).toEqual({
      attributes: { ...flags, payment_source: "card" },
      dropped: [],
    });
  });

  it("keeps Connect's ciphertext as it is", () => {
    const ciphertext = "AQICAHhQVbU6Kx0bX4fJk1v9zq7Zt2mN8sY5wE3rT6uI1oPlGgHfDsA0==";
    const { attributes } = taskOf({ ...flags, payment_card: ciphertext }, DEFAULT);
    expect(attributes["payment_card"]).toBe(ciphertext);
  });

  it("leaves out a clear card number wherever it is, and names the attribute", () => {
    const call = { ...flags, payment_card: "4111 1111 1111 1111", active_task: "5555555555554444" };
    const { attributes, dropped } = taskOf(call, DEFAULT);
    expect([...dropped].sort()).toEqual(["active_task", "payment_card"]);
    expect(JSON.stringify(attributes)).not.toMatch(/4111|5555/);
  });

  it("fits a flow while its answer is under 32 KB", () => {
    expect(fitsFlow({ payment_note: "x".repeat(32_000) })).toBe(true);
    expect(fitsFlow({ payment_note: "x".repeat(33_000) })).toBe(false);
  });

  it("cannot say of itself that it was not found", () => {
    expect(foundAnswer({ tracker_found: "false" })).toEqual({ tracker_found: "true" });
  });
});

test("any attributes make an answer that a flow takes", () => {
  const attributes = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom("payment_x", "account_ü", "__proto__", "active_task")),
    anyText(),
  );
  const patterns = fc.oneof(
    fc.constantFrom("*", "payment_*,account_*"),
    fc.stringMatching(/^[A-Za-z0-9_*-]{0,5}$/),
  );
  fc.assert(
    fc.property(attributes, patterns, (given, text) => {
      const task = taskOf(given, parseAllowList("TRACKER_ATTRIBUTES", text));
      expect(checkAnswer(foundAnswer(task.attributes))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
