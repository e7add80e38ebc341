import { expect, it } from "vitest";
import { DEPLOYMENT, resolved } from "./a-template.ts";
import { Assets } from "./assets.ts";
import { readTemplate } from "./read-template.ts";

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

it("takes what is offered over defaults, where the template has the parameter", () => {
  const sizeOffered = (offered: Record<string, string>, given: Record<string, string> = {}) => {
    const template = { Parameters, Outputs: { Size: { Value: { Ref: "Size" } } } };
    const deployment = { ...DEPLOYMENT, offered, parameters: given };
    return readTemplate(template, deployment, new Assets("", {})).outputs["Size"];
  };
  expect(sizeOffered({ Size: "2", Colour: "red" })).toBe("2");
  expect(sizeOffered({ Size: "2" }, { Size: "1" })).toBe("1");
  expect(() => sizeOffered({ Size: "3" })).toThrow('Parameters.Size: expected 1, 2, got "3".');
});

it("refuses values that deploying would refuse", () => {
  expect(() => size({ Size: "3" })).toThrow('Parameters.Size: expected 1, 2, got "3".');
  expect(() => size({ Prefix: "LK" })).toThrow('Parameters.Prefix: expected [a-z]+, got "LK".');
  expect(() => size({ Sise: "1" })).toThrow("has no such parameter. It has: Size, Prefix.");
});
