import { readFile } from "node:fs/promises";
import aslValidator from "asl-validator";
import { expect, test } from "vitest";

const text = await readFile(new URL("./async-function.asl.json", import.meta.url), "utf8");
const machine = JSON.parse(text);
const PLACEHOLDER = ["$", "{WrappedFunction}"].join("");

test("the machine is valid once its function is filled in", () => {
  const filled = text.replaceAll(
    PLACEHOLDER,
    "arn:aws:lambda:ap-southeast-2:123456789012:function:account-balance",
  );
  expect(filled).not.toContain("${");
  expect(aslValidator(JSON.parse(filled))).toMatchObject({ isValid: true });
});

test("it is bounded, and retries the Lambda service's errors but never the function's own", () => {
  expect(machine.TimeoutSeconds).toBe(900);
  const tried = machine.States.CallWrappedFunction.Retry.flatMap(
    (retrier: { ErrorEquals: string[] }) => retrier.ErrorEquals,
  );
  expect(tried.toSorted()).toEqual([
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
  ]);
});

test("the function gets the event as it came, and its result is the machine's", () => {
  expect(machine.QueryLanguage).toBe("JSONata");
  expect(Object.keys(machine.States)).toEqual([machine.StartAt]);
  const state = machine.States[machine.StartAt];
  expect(state).toMatchObject({ Type: "Task", Resource: PLACEHOLDER, End: true });
  for (const field of ["Arguments", "Output", "Assign"]) expect(state).not.toHaveProperty(field);
});
