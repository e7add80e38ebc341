import { describe, expect, it } from "vitest";
import { FAILED, QUEUE_ARN, read } from "./a-template.ts";

describe("queues", () => {
  it("have Amazon's defaults and their redrive policy", () => {
    const { queues } = read({
      Failed0A1B2C3D: ["AWS::SQS::Queue", { SqsManagedSseEnabled: true }],
      Work: [
        "AWS::SQS::Queue",
        {
          VisibilityTimeout: 60,
          RedrivePolicy: { deadLetterTargetArn: FAILED, maxReceiveCount: 3 },
        },
      ],
    });
    expect(queues).toEqual([
      {
        logicalId: "Failed0A1B2C3D",
        name: "Failed",
        arn: QUEUE_ARN,
        url: "http://127.0.0.1:4566/111122223333/Failed",
        visibilityTimeoutSeconds: 30,
        delaySeconds: 0,
        retentionSeconds: 345_600,
        receiveWaitSeconds: 0,
      },
      expect.objectContaining({
        visibilityTimeoutSeconds: 60,
        redrive: { deadLetterArn: QUEUE_ARN, maxReceiveCount: 3 },
      }),
    ]);
  });
});
