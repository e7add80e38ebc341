import { Assets } from "./assets.ts";
import type { StackDescription } from "./description.ts";
import { readTemplate } from "./read-template.ts";
import type { Deployment, Template } from "./template.ts";

export const DEPLOYMENT: Deployment = {
  region: "eu-central-1",
  account: "111122223333",
  stackName: "Linekeeper",
  endpoint: "http://127.0.0.1:4566",
};

/** As the CDK writes it beside the template. */
export const MANIFEST = {
  files: {
    c0de: {
      displayName: "Fn/Code",
      source: { path: "asset.c0de", packaging: "zip" as const },
      destinations: { "current_account-current_region": { objectKey: "c0de.zip" } },
    },
  },
};

const CODE = { S3Bucket: { "Fn::Sub": `cdk-assets-\${AWS::AccountId}` }, S3Key: "c0de.zip" };

type Properties = Readonly<Record<string, unknown>>;

/** For tests: reads a template of these resources, each `[type, properties]`. */
export function read(
  resources: Readonly<Record<string, readonly [string, Properties?]>>,
  more: Omit<Template, "Resources"> & { readonly parameters?: Record<string, string> } = {},
): StackDescription {
  const { parameters, ...sections } = more;
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([id, [Type, Properties]]) => [
      id,
      { Type, ...(Properties && { Properties }) },
    ]),
  );
  const deployment = { ...DEPLOYMENT, ...(parameters && { parameters }) };
  return readTemplate({ ...sections, Resources }, deployment, new Assets("/cdk.out", MANIFEST));
}

export function aFunctionResource(properties: Properties = {}): readonly [string, Properties] {
  return [
    "AWS::Lambda::Function",
    { Code: CODE, Handler: "index.handler", Runtime: "nodejs24.x", ...properties },
  ];
}

/** What a value of the template resolves to, seen through a function's environment. */
export function resolved(
  value: unknown,
  resources: Readonly<Record<string, readonly [string, Properties?]>> = {},
  more: Parameters<typeof read>[1] = {},
): string | undefined {
  const probe = aFunctionResource({ Environment: { Variables: { VALUE: value } } });
  const { functions } = read({ ...resources, Probe: probe }, more);
  return functions.find(({ logicalId }) => logicalId === "Probe")?.environment["VALUE"];
}

export const A_TABLE = {
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
} as const;

/** A function and a queue for others to refer to, with what the references give. */
export const AROUND = {
  Failed0A1B2C3D: ["AWS::SQS::Queue"],
  Fn0A1B2C3D: aFunctionResource(),
} as const;
export const FAILED = { "Fn::GetAtt": ["Failed0A1B2C3D", "Arn"] } as const;
export const QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:Failed";
export const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:111122223333:function:Fn";
