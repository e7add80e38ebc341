import { afterAll, beforeAll, expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { aBundle, removeBundles } from "./a-bundle.ts";
import { LambdaHost } from "./lambda-host.ts";
import { lambdaInvokeOf } from "./lambda-invoke.ts";

const ARN = "arn:aws:lambda:eu-central-1:111122223333:function:Fn";
const host = new LambdaHost({
  clock: new LocalClock(0),
  region: "eu-central-1",
  account: "111122223333",
  environment: {},
});
const enqueued: string[][] = [];
const invoke = lambdaInvokeOf(host, (...accepted) => enqueued.push(accepted));

beforeAll(() => host.register(aBundle("export const handler = (event) => event;")));
afterAll(() => {
  host.close();
  removeBundles();
});

it.each(["Fn", "Fn:$LATEST", "111122223333:function:Fn", ARN, `${ARN}:$LATEST`])(
  "knows the function as %s",
  async (name) => {
    expect(await invoke(name, '{"a":1}', { type: "RequestResponse" })).toEqual({
      payload: '{"a":1}',
      log: "",
    });
  },
);

it.each([
  ["Other", "arn:aws:lambda:eu-central-1:111122223333:function:Other"],
  ["Fn:live", `${ARN}:live`],
  [ARN.replace("eu-central-1", "us-east-1"), ARN.replace("eu-central-1", "us-east-1")],
  [ARN.replace("1111", "9999"), ARN.replace("1111", "9999")],
])("does not know %s", async (name, arn) => {
  await expect(invoke(name, "{}", { type: "RequestResponse" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    status: 404,
    message: `Function not found: ${arn}`,
  });
});

it("only accepts an event", async () => {
  expect(await invoke(ARN, "{}", { type: "Event" })).toEqual({ payload: "", log: "" });
  expect(enqueued).toEqual([["Fn", "{}"]]);
});
