import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_lambda as lambda,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { claimVariables } from "../../src/callbacks/settings.ts";
import { bundledFunction, CALLER_FACING } from "../bundled-function.ts";
import { environmentFor } from "../environment-for.ts";
import type { CallbacksProps } from "./props.ts";

/** The two functions that a flow calls; each makes one conditional write and nothing else. */
export function claimFunction(
  scope: Construct,
  id: "Set" | "Clear",
  table: dynamodb.Table,
  props: CallbacksProps,
): lambda.Function {
  const { action, ...one } = ONES[id](props);
  return bundledFunction(scope, id, {
    ...props,
    ...one,
    bundle: "callbacks",
    size: CALLER_FACING,
    environment: environmentFor(claimVariables, {
      CALLBACK_TABLE: table.tableName,
      ...(props.claimTtl && { CALLBACK_TTL_SECONDS: String(props.claimTtl.toSeconds()) }),
    }),
    permissions: [
      // Its only call: the condition on the write makes a read before it needless.
      new iam.PolicyStatement({ actions: [action], resources: [table.tableArn] }),
    ],
    encryptedServices: ["dynamodb"],
  });
}

const ONES = {
  Set: ({ setFunctionName = "linekeeper-callbacks-set" }: CallbacksProps) => ({
    functionName: setFunctionName,
    handler: "index.set_handler",
    description: "Claims the one callback a telephone number may have",
    action: "dynamodb:UpdateItem",
  }),
  Clear: ({ clearFunctionName = "linekeeper-callbacks-clear" }: CallbacksProps) => ({
    functionName: clearFunctionName,
    handler: "index.clear_handler",
    description: "Takes the claim of a callback back",
    action: "dynamodb:DeleteItem",
  }),
};
