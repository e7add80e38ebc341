import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_lambda as lambda,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { cancelVariables } from "../../src/callbacks/settings.ts";
import { acknowledgeWildcard } from "../acknowledgements.ts";
import { bundledFunction, CALLER_FACING } from "../bundled-function.ts";
import { environmentFor } from "../environment-for.ts";
import type { CallbacksProps } from "./props.ts";

/** The function by which a flow cancels the callback that a caller no longer wants. */
export function cancelFunction(
  scope: Construct,
  table: dynamodb.Table,
  props: CallbacksProps,
): lambda.Function {
  const contacts = `${props.connectInstanceArn}/contact/*`;
  const handler = bundledFunction(scope, "Cancel", {
    ...props,
    functionName: props.cancelFunctionName ?? "linekeeper-callbacks-cancel",
    bundle: "callbacks-cancel",
    description: "Stops the callback a number waits for, and gives its claim up",
    size: CALLER_FACING,
    environment: environmentFor(cancelVariables, {
      CALLBACK_TABLE: table.tableName,
      CONNECT_INSTANCE_ARN: props.connectInstanceArn,
    }),
    permissions: [
      // Which contact the callback is; and away with the claim, if it is still that contact's.
      new iam.PolicyStatement({
        actions: ["dynamodb:GetItem", "dynamodb:DeleteItem"],
        resources: [table.tableArn],
      }),
      new iam.PolicyStatement({
        actions: ["connect:StopContact"],
        resources: [contacts],
      }),
    ],
    encryptedServices: ["dynamodb"],
  });
  acknowledgeWildcard(handler.role, "anyContact", "Resource", contacts);
  return handler;
}
