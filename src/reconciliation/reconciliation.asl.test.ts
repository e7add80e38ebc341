import { readFileSync } from "node:fs";
import aslValidator from "asl-validator";
import { describe, expect, it } from "vitest";
import { ASL, filledDefinition } from "./test-machine.ts";

const text = readFileSync(ASL, "utf8");
const machine = JSON.parse(text);
const { ParallelProcessing, ...flat } = machine.States;
const branches = ParallelProcessing.Branches.map((branch: { States: object }) => branch.States);
const states: Record<string, Record<string, unknown>> = Object.assign(
  { ParallelProcessing },
  flat,
  ...branches,
);

/** The seed's, without its plumbing, and `Superseded`. */
const NAMES = `CreateExportJob UpdateStatusExportCreated WaitForExportJob CheckExportJobStatus
  EvaluateExportStatus UpdateStatusPolling UpdateStatusExportCompleted ParallelProcessing
  GetExportMetadata NotifyDownloadService ProcessParallelResults UpdateFinalStatus
  ReconciliationSuccess HandleExportJobFailed HandleMaxRetriesExceeded HandleOCPAPIError
  HandleUnknownStatus HandleParallelError HandleUnexpectedError SendToDeadLetterQueue
  ReconciliationFailed Superseded`.split(/\s+/);

/** Written so that it is no template of ours. */
const PARTITION = ["$", "{Partition}"].join("");

const WRITERS = NAMES.filter((name) => /^(Update|Handle)/.test(name));

function errorsOf(state: string, field: "Retry" | "Catch"): string[] {
  const entries = (states[state]?.[field] ?? []) as { ErrorEquals: string[] }[];
  return entries.flatMap(({ ErrorEquals }) => ErrorEquals);
}

describe("the definition", () => {
  it("is valid once it is filled in, and its placeholders are the ones README names", () => {
    const filled = filledDefinition();
    expect(filled).not.toContain("${");
    expect(aslValidator(JSON.parse(filled))).toMatchObject({ isValid: true });
    const readme = readFileSync(new URL("./README.md", import.meta.url), "utf8");
    const named = (of: string) => [...new Set(of.match(/\$\{\w+\}/g))].sort();
    expect(named(text)).toEqual(named(readme));
  });

  it("has the seed's names, letter by letter", () => {
    expect(Object.keys(states).toSorted()).toEqual(NAMES.toSorted());
    expect([machine.QueryLanguage, machine.TimeoutSeconds]).toEqual(["JSONata", 14_400]);
    expect(machine.States.ReconciliationFailed).toMatchObject({ Error: "ReconciliationFailed" });
  });

  it("asks who owns the item with every write, and goes to Superseded when it is another", () => {
    expect(WRITERS).toHaveLength(10);
    for (const name of WRITERS) {
      expect(states[name]).toMatchObject({
        Resource: `arn:${PARTITION}:states:::dynamodb:updateItem`,
        Arguments: {
          ConditionExpression: "sfExecutionId = :me",
          ExpressionAttributeValues: { ":me": { S: "{% $states.context.Execution.Id %}" } },
        },
        Retry: [
          { ErrorEquals: ["DynamoDB.ConditionalCheckFailedException"], MaxAttempts: 0 },
          { ErrorEquals: ["States.TaskFailed"] },
        ],
        Catch: [
          { ErrorEquals: ["DynamoDB.ConditionalCheckFailedException"], Next: "Superseded" },
          { ErrorEquals: ["States.ALL"] },
        ],
      });
    }
  });

  it("retries what the Lambda service may do to any function", () => {
    const functions = Object.keys(states).filter((name) =>
      /Function\}|lambda:invoke/.test(String(states[name]?.["Resource"])),
    );
    expect(functions).toHaveLength(5);
    for (const name of functions) {
      expect(errorsOf(name, "Retry")).toEqual(
        expect.arrayContaining([
          "Lambda.ClientExecutionTimeoutException",
          "Lambda.ServiceException",
          "Lambda.AWSLambdaException",
          "Lambda.SdkClientException",
          "Lambda.TooManyRequestsException",
        ]),
      );
    }
  });
});
