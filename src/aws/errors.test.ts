import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { conditionFailed } from "./conditional-write.ts";
import { ConfigurationError, summarize } from "./errors.ts";

const refused = new ConditionalCheckFailedException({
  message: "+61491570156 is taken",
  $metadata: { httpStatusCode: 400, requestId: "REQUEST1", attempts: 3 },
});

describe("what is logged of an error", () => {
  it("is its name, and what AWS needs to find it again", () => {
    expect(summarize(refused)).toEqual({
      error: "ConditionalCheckFailedException",
      httpStatus: 400,
      awsRequestId: "REQUEST1",
      attempts: 3,
    });
  });

  it("is the field of input that was refused", () => {
    const error = new InvalidInputError("Details.Parameters.queue", "must be a text");
    expect(summarize(error)).toEqual({
      error: "InvalidInputError",
      field: "Details.Parameters.queue",
    });
  });

  it.each([
    [new TypeError("cannot read +61491570156"), { error: "TypeError" }],
    [new Error("+61491570156", { cause: "+61491570156" }), { error: "Error" }],
    [Object.assign(new Error("x"), { number: "+61491570156" }), { error: "Error" }],
    [new ConfigurationError("TTL", "must be 5"), { error: "ConfigurationError" }],
    ["+61491570156", { error: "string" }],
    [{ message: "+61491570156" }, { error: "object" }],
    [null, { error: "object" }],
    [undefined, { error: "undefined" }],
  ])("is never its message: %#", (error, summary) => {
    expect(summarize(error)).toEqual(summary);
  });
});

describe("a write whose condition did not hold", () => {
  it("is told from a failure by its name, which is the word on the wire", () => {
    expect(conditionFailed(refused)).toBe(true);
    expect(conditionFailed(new Error("ConditionalCheckFailedException"))).toBe(false);
    expect(conditionFailed("ConditionalCheckFailedException")).toBe(false);
  });
});
