import {
  Aws,
  aws_connect as connect,
  aws_iam as iam,
  type aws_lambda as lambda,
} from "aws-cdk-lib";

/**
 * Makes a function callable from the flows of a Connect instance: the instance may invoke it, and it
 * appears in the flow editor's list. In the console both would be done by hand.
 */
export function connectFunction(handler: lambda.Function, connectInstanceArn: string): void {
  handler.addPermission("Connect", {
    principal: new iam.ServicePrincipal("connect.amazonaws.com"),
    sourceArn: connectInstanceArn,
    sourceAccount: Aws.ACCOUNT_ID,
  });
  new connect.CfnIntegrationAssociation(handler, "ConnectIntegration", {
    instanceId: connectInstanceArn,
    integrationArn: handler.functionArn,
    integrationType: "LAMBDA_FUNCTION",
  });
}
