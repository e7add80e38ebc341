import { expect, it } from "vitest";
import { AROUND, FUNCTION_ARN, read } from "./a-template.ts";

it("subscriptions of a log group go to a function", () => {
  const { subscriptionFilters } = read(
    {
      ...AROUND,
      FlowLog0A1B2C3D: [
        "AWS::Logs::SubscriptionFilter",
        {
          LogGroupName: { Ref: "FlowLogGroup" },
          FilterPattern: '{ $.ContactFlowModuleType = "SetRecordingBehavior" }',
          DestinationArn: { "Fn::GetAtt": ["Fn0A1B2C3D", "Arn"] },
          RoleArn: { Ref: "NoConcern" },
        },
      ],
    },
    { Parameters: { FlowLogGroup: { Type: "String", Default: "/aws/connect/demo-bank" } } },
  );
  expect(subscriptionFilters).toEqual([
    {
      logicalId: "FlowLog0A1B2C3D",
      name: "FlowLog",
      logGroup: "/aws/connect/demo-bank",
      pattern: '{ $.ContactFlowModuleType = "SetRecordingBehavior" }',
      destinationArn: FUNCTION_ARN,
    },
  ]);
});
