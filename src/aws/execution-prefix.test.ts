import { expect, it } from "vitest";
import { ConfigurationError } from "./errors.ts";
import { executionPrefixOf } from "./execution-prefix.ts";

const MACHINE = "arn:aws:states:ap-southeast-2:111122223333:stateMachine:linekeeper";

it("is the machine's ARN as that of its executions", () => {
  const prefix = "arn:aws:states:ap-southeast-2:111122223333:execution:linekeeper:";
  expect(executionPrefixOf("STATE_MACHINE_ARN", MACHINE)).toBe(prefix);
});

it.each([
  "linekeeper",
  `${MACHINE}:3`,
  `${MACHINE}/label`,
  MACHINE.replace(":stateMachine:", ":execution:"),
  MACHINE.replace("states", "lambda"),
])("of %s, which is no machine's ARN, names the variable", (arn) => {
  const asked = () => executionPrefixOf("ANY_STATE_MACHINE_ARN", arn);
  expect(asked).toThrow(ConfigurationError);
  expect(asked).toThrow(/ANY_STATE_MACHINE_ARN must be the ARN/);
});
