import { Aws, aws_iam as iam, type aws_kms as kms } from "aws-cdk-lib";

/**
 * What a function needs of a customer key to work on data that DynamoDB, SQS or S3 encrypt with it:
 * only through these services, never on the key directly. Nothing where there is no key.
 *
 * @param services as in `kms:ViaService`, for example `dynamodb`
 */
export function useOfKey(
  key: Pick<kms.IKey, "keyArn"> | undefined,
  services: readonly string[],
  actions: readonly string[] = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"],
): iam.PolicyStatement[] {
  if (key === undefined) return [];
  const via = services.map((service) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`);
  return [
    new iam.PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": via } },
    }),
  ];
}

/**
 * What it takes to be told an execution's input or output where a machine's history is encrypted with a
 * customer key (Step Functions developer guide, encryption at rest).
 */
export function readHistory(
  key: kms.IKey | undefined,
  stateMachineArn: string,
): iam.PolicyStatement[] {
  if (key === undefined) return [];
  return [
    new iam.PolicyStatement({
      actions: ["kms:Decrypt"],
      resources: [key.keyArn],
      conditions: {
        StringEquals: { "kms:EncryptionContext:aws:states:stateMachineArn": stateMachineArn },
      },
    }),
  ];
}

/**
 * Lets CloudWatch Logs encrypt one log group with a customer key. The service takes it from the
 * key's policy (CloudWatch Logs user guide, encrypt-log-data-kms); an imported key must have it.
 *
 * @param logGroupName not a reference to the group: the group depends on the key
 */
export function letLogsUseKey(key: kms.IKey | undefined, logGroupName: string): void {
  key?.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
      actions: [
        "kms:Encrypt*",
        "kms:Decrypt*",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:Describe*",
      ],
      resources: ["*"],
      conditions: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${logGroupName}`,
        },
      },
    }),
  );
}

/**
 * Lets EventBridge put what it could not deliver into a queue encrypted with a customer key
 * (EventBridge user guide, eb-rule-dlq).
 */
export function letEventsUseKey(key: kms.IKey | undefined): void {
  key?.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal("events.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
}
