import { expect, it } from "vitest";
import { resolved } from "./a-template.ts";

const Parameters = {
  Size: { Type: "Number", Default: 1, AllowedValues: [1, 2] },
  Prefix: { Type: "String", Default: "lk", AllowedPattern: "[a-z]+" },
};
const size = (parameters: Record<string, string>) =>
  resolved({ Ref: "Size" }, {}, { Parameters, parameters });

it("takes given values over defaults", () => {
  expect(size({})).toBe("1");
  expect(size({ Size: "2" })).toBe("2");
});

it("refuses values that deploying would refuse", () => {
  expect(() => size({ Size: "3" })).toThrow('Parameters.Size: expected 1, 2, got "3".');
  expect(() => size({ Prefix: "LK" })).toThrow('Parameters.Prefix: expected [a-z]+, got "LK".');
  expect(() => size({ Sise: "1" })).toThrow("has no such parameter. It has: Size, Prefix.");
});
