import { CfnCondition, CfnParameter, CfnRule, Fn, type Stack } from "aws-cdk-lib";
import type { FlowsProps } from "./props.ts";

/** What a deployment says of the demo bank's flows. */
export type FlowParameters = Required<
  Pick<FlowsProps, "serviceQueueArn" | "inputEncryptionKeyId" | "inputEncryptionKey" | "condition">
>;

/** All three, or none: without them the flows are not deployed. */
export function flowParameters(stack: Stack): FlowParameters {
  const queue = new CfnParameter(stack, "ServiceQueueArn", {
    description: "The queue that callers of the demo bank wait in; empty: no flows are deployed",
    default: "",
    allowedPattern:
      "(arn:[a-z-]+:connect:[a-z0-9-]+:[0-9]{12}:instance/[A-Za-z0-9-]+/queue/[A-Za-z0-9-]+)?",
    constraintDescription: "arn:aws:connect:<region>:<account>:instance/<id>/queue/<id>, or empty",
  });
  const keyId = new CfnParameter(stack, "InputEncryptionKeyId", {
    description: "Id of the security key of the instance that InputEncryptionKey was signed with",
    default: "",
    allowedPattern: "[A-Za-z0-9-]*",
    constraintDescription: "an id, or empty",
  });
  const key = new CfnParameter(stack, "InputEncryptionKey", {
    description: "X.509 certificate (PEM) that Connect encrypts card data and PINs with",
    default: "",
    allowedPattern: "(-----BEGIN [A-Z ]+-----[A-Za-z0-9+/=\\n-]+-----END [A-Z ]+-----\\n?)?",
    constraintDescription: "a PEM text with its first and last line, or empty",
  });
  const values = [queue, keyId, key].map(({ valueAsString }) => valueAsString);
  const given = () => values.map((value) => Fn.conditionNot(Fn.conditionEquals(value, "")));
  new CfnRule(stack, "FlowParameters", {
    assertions: [
      {
        assert: Fn.conditionOr(
          Fn.conditionAnd(...given()),
          Fn.conditionAnd(...values.map((value) => Fn.conditionEquals(value, ""))),
        ),
        assertDescription:
          "Give ServiceQueueArn, InputEncryptionKeyId and InputEncryptionKey together, or none of them",
      },
    ],
  });
  return {
    serviceQueueArn: queue.valueAsString,
    inputEncryptionKeyId: keyId.valueAsString,
    inputEncryptionKey: key.valueAsString,
    condition: new CfnCondition(stack, "HasFlows", { expression: Fn.conditionAnd(...given()) }),
  };
}
