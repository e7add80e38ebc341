import { describe, expect, it } from "vitest";
import { AROUND, FAILED, FUNCTION_ARN, QUEUE_ARN, read } from "./a-template.ts";

describe("mappings", () => {
  const stream = "arn:aws:kinesis:eu-central-1:111122223333:stream/records";
  const mapping = (properties: Record<string, unknown>) =>
    read({
      ...AROUND,
      Mapping: [
        "AWS::Lambda::EventSourceMapping",
        { EventSourceArn: stream, FunctionName: { Ref: "Fn0A1B2C3D" }, ...properties },
      ],
    }).mappings[0];

  it("have what the stream's delivery needs", () => {
    expect(
      mapping({
        StartingPosition: "LATEST",
        BatchSize: 50,
        MaximumBatchingWindowInSeconds: 5,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 3,
        MaximumRecordAgeInSeconds: 3_600,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: FAILED } },
      }),
    ).toEqual({
      logicalId: "Mapping",
      sourceArn: stream,
      functionName: "Fn",
      enabled: true,
      batchSize: 50,
      maximumBatchingWindowSeconds: 5,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 3,
      maximumRecordAgeSeconds: 3_600,
      reportBatchItemFailures: true,
      parallelizationFactor: 1,
      startingPosition: "LATEST",
      onFailureArn: QUEUE_ARN,
    });
  });

  it("retry without end unless told otherwise, and know a function by its ARN", () => {
    expect(mapping({ FunctionName: FUNCTION_ARN })).toEqual({
      logicalId: "Mapping",
      sourceArn: stream,
      functionName: "Fn",
      enabled: true,
      batchSize: 100,
      maximumBatchingWindowSeconds: 0,
      bisectBatchOnFunctionError: false,
      reportBatchItemFailures: false,
      parallelizationFactor: 1,
    });
    expect(mapping({ EventSourceArn: QUEUE_ARN })).toMatchObject({ batchSize: 10 });
  });

  it("of a queue have its own limits", () => {
    const EventSourceArn = QUEUE_ARN;
    expect(mapping({ EventSourceArn, ScalingConfig: { MaximumConcurrency: 2 } })).toMatchObject({
      maximumConcurrency: 2,
    });
    const large = { EventSourceArn, BatchSize: 11 };
    expect(mapping({ ...large, MaximumBatchingWindowInSeconds: 1 })).toMatchObject({
      batchSize: 11,
    });
    expect(() => mapping(large)).toThrow("Mapping.BatchSize: more than 10 messages need");
  });

  it("are of functions in the template", () => {
    expect(() => mapping({ FunctionName: "Elsewhere" })).toThrow("got Elsewhere");
  });
});
