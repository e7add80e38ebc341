import { expect, it } from "vitest";
import { instanceArnOrNone, instanceIdOf } from "./instance-id.ts";

it("is the last part of the ARN", () => {
  const id = "10000000-0000-4000-8000-000000000001";
  const arn = `arn:aws:connect:ap-southeast-2:111122223333:instance/${id}`;
  expect(instanceIdOf("CONNECT_INSTANCE_ARN", arn)).toBe(id);
});

it.each(["", "10000000", "arn:aws:connect:ap-southeast-2:111122223333:instance/a/queue/b"])(
  "of %j names the variable",
  (arn) => {
    expect(() => instanceIdOf("CONNECT_INSTANCE_ARN", arn)).toThrow(/CONNECT_INSTANCE_ARN/);
  },
);

it("of the only instance that is served may be empty: all are", () => {
  const arn = "arn:aws:connect:ap-southeast-2:111122223333:instance/10000000";
  expect(instanceArnOrNone("CONNECT_INSTANCE_ARN", arn)).toBe(arn);
  expect(instanceArnOrNone("CONNECT_INSTANCE_ARN", "")).toBe("");
  expect(() => instanceArnOrNone("CONNECT_INSTANCE_ARN", "10000000")).toThrow(
    /CONNECT_INSTANCE_ARN/,
  );
});
