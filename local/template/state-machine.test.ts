import { describe, expect, it } from "vitest";
import { AROUND, FUNCTION_ARN, read } from "./a-template.ts";

describe("state machines", () => {
  const machine = (properties: Record<string, unknown>) =>
    read({ ...AROUND, Machine: ["AWS::StepFunctions::StateMachine", properties] }).stateMachines[0];

  it("have their substitutions made", () => {
    expect(
      machine({
        DefinitionString: `{"Resource":"\${Function}"}`,
        DefinitionSubstitutions: { Function: { "Fn::GetAtt": ["Fn0A1B2C3D", "Arn"] } },
        RoleArn: { "Fn::GetAtt": ["RoleOfNoConcern", "Arn"] },
      }),
    ).toEqual({
      logicalId: "Machine",
      name: "Machine",
      arn: "arn:aws:states:eu-central-1:111122223333:stateMachine:Machine",
      type: "STANDARD",
      definition: `{"Resource":"${FUNCTION_ARN}"}`,
    });
  });

  it("may not lack one", () => {
    expect(() => machine({ DefinitionString: `\${Missing}` })).toThrow(
      "Machine.DefinitionSubstitutions.Missing: the definition has a placeholder",
    );
  });
});
