import { describe, expect, it } from "vitest";
import { AROUND, FAILED, FUNCTION_ARN, QUEUE_ARN, read } from "./a-template.ts";

describe("rules", () => {
  it("have a pattern or a schedule, and targets", () => {
    const arn = { "Fn::GetAtt": ["Fn0A1B2C3D", "Arn"] };
    const { rules } = read({
      ...AROUND,
      Ended: [
        "AWS::Events::Rule",
        {
          EventPattern: { source: ["aws.connect"], detail: { region: [{ Ref: "AWS::Region" }] } },
          State: "ENABLED",
          Targets: [
            {
              Id: "Target0",
              Arn: arn,
              DeadLetterConfig: { Arn: FAILED },
              RetryPolicy: { MaximumRetryAttempts: 4 },
            },
          ],
        },
      ],
      Sweep: [
        "AWS::Events::Rule",
        {
          ScheduleExpression: "rate(5 minutes)",
          State: "DISABLED",
          Targets: [{ Id: "Target0", Arn: arn, Input: "{}" }],
        },
      ],
    });
    expect(rules).toEqual([
      {
        logicalId: "Ended",
        name: "Ended",
        arn: "arn:aws:events:eu-central-1:111122223333:rule/Ended",
        enabled: true,
        eventPattern: { source: ["aws.connect"], detail: { region: ["eu-central-1"] } },
        targets: [
          {
            id: "Target0",
            arn: FUNCTION_ARN,
            deadLetterArn: QUEUE_ARN,
            retryPolicy: { maximumRetryAttempts: 4, maximumEventAgeSeconds: 86_400 },
          },
        ],
      },
      expect.objectContaining({
        enabled: false,
        scheduleExpression: "rate(5 minutes)",
        targets: [expect.objectContaining({ input: "{}" })],
      }),
    ]);
  });
});
