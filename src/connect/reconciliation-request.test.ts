import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "./invalid-input.ts";
import { parseReconciliationRequest } from "./reconciliation-request.ts";

const REQUEST = {
  dialogGroupId: "DG-2024-001234",
  callId: "CALL-5678-ABCD",
  originalTimestamp: "2024-01-15T10:30:00Z",
  retryAttempt: 0,
  source: "RECONCILIATION_QUEUE",
};

function refusal(body: string): string {
  try {
    parseReconciliationRequest(body);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  throw new Error("the request was not refused");
}

describe("a request of the reconciliation queue", () => {
  it("is read as the seed has it, and nothing else of it is kept", () => {
    const body = JSON.stringify({ ...REQUEST, customerNumber: "+61491570156" });
    expect(parseReconciliationRequest(body)).toEqual(REQUEST);
  });

  it("takes a contact id for both ids, and times of either precision", () => {
    const id = "c0000000-0000-4000-8000-000000000001";
    const request = { ...REQUEST, dialogGroupId: id, callId: id };
    const at = "2024-01-15T10:30:00.123Z";
    const body = JSON.stringify({ ...request, originalTimestamp: at });
    expect(parseReconciliationRequest(body)).toEqual({ ...request, originalTimestamp: at });
  });

  it.each([
    ["dialogGroupId", "", /^dialogGroupId must be 1 to 128/],
    ["dialogGroupId", "../../etc", /^dialogGroupId must/],
    ["dialogGroupId", "a/b", /^dialogGroupId must/],
    ["dialogGroupId", "-a", /^dialogGroupId must/],
    ["dialogGroupId", "a".repeat(129), /^dialogGroupId must/],
    ["callId", "CALL 1", /^callId must/],
    ["callId", "CALL\n1", /^callId must/],
    ["callId", "+61491570156", /^callId must/],
    ["callId", 5, /^callId must/],
    ["originalTimestamp", "2024-01-45T10:30:00Z", /^originalTimestamp must be an ISO 8601 time/],
    ["originalTimestamp", 1_705_314_600, /^originalTimestamp must/],
    ["retryAttempt", -1, /^retryAttempt must be a whole number/],
    ["retryAttempt", 0.5, /^retryAttempt must/],
    ["retryAttempt", "0", /^retryAttempt must/],
    ["retryAttempt", 1_000_000, /^retryAttempt must/],
    ["source", "", /^source must/],
  ])("is refused for its %s %j", (field, value, message) => {
    expect(refusal(JSON.stringify({ ...REQUEST, [field]: value }))).toMatch(message);
  });

  it.each(Object.keys(REQUEST))("is refused without its %s", (field) => {
    const { [field as keyof typeof REQUEST]: _, ...rest } = REQUEST;
    expect(refusal(JSON.stringify(rest))).toMatch(new RegExp(`^${field} must`));
  });

  it.each(["", "{", "null", "[]", '"DG"', "5"])("is refused when it is %j", (body) => {
    expect(refusal(body)).toMatch(/must be/);
  });

  it("never says what stood there, whatever it was", () => {
    const anything = fc.record({
      dialogGroupId: fc.oneof(fc.constant("ok"), fc.string({ minLength: 9 })),
      callId: fc.string({ minLength: 9 }),
      originalTimestamp: fc.string({ minLength: 9 }),
    });
    fc.assert(
      fc.property(anything, (given) => {
        const message = refusal(JSON.stringify(given));
        for (const value of Object.values(given)) {
          if (value !== "ok") expect(message).not.toContain(value);
        }
      }),
    );
  });
});
