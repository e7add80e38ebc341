import { expect, it } from "vitest";
import { ofInstance } from "./instance.ts";

it.each([
  ["ours", "arn:ours", "arn:ours", true],
  ["another one's", "arn:other", "arn:ours", false],
  ["another one's that begins like ours", "arn:ours2", "arn:ours", false],
  ["of one that is not named", undefined, "arn:ours", true],
  ["of any, where we serve all", "arn:other", "", true],
])("an input that is %s", (_, instanceArn, served, expected) => {
  expect(ofInstance({ instanceArn }, served)).toBe(expected);
});
