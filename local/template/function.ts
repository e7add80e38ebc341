import * as v from "valibot";
import type { Assets } from "./assets.ts";
import { type AsynchronousConfiguration, LAMBDA_DEFAULTS } from "./event-invoke-config.ts";
import { type Declared, number, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A Lambda function. */
export interface FunctionDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** `<file without extension>.<export>`, e.g. `index.set_handler`. */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute path of the directory that holds the bundle. */
  readonly codeDirectory: string;
  readonly asynchronous: AsynchronousConfiguration;
}

const schema = v.strictObject({
  FunctionName: v.optional(v.string()),
  Handler: v.string(),
  Runtime: v.pipe(v.string(), v.startsWith("nodejs")),
  // The defaults are those of CreateFunction (Lambda API reference).
  Timeout: v.optional(number, 3),
  MemorySize: v.optional(number, 128),
  Environment: v.optional(
    v.strictObject({ Variables: v.optional(v.record(v.string(), v.unknown()), {}) }),
    {},
  ),
  Code: v.strictObject({ S3Bucket: v.optional(v.unknown()), S3Key: v.string() }),
  DeadLetterConfig: v.optional(v.strictObject({ TargetArn: v.string() })),
  PackageType: v.optional(v.literal("Zip")),
});

const INDIFFERENT = [
  "Architectures",
  "CodeSigningConfigArn",
  "Description",
  "EphemeralStorage",
  "KmsKeyArn",
  "LoggingConfig",
  "RecursiveLoop",
  "Role",
  "RuntimeManagementConfig",
  "Tags",
  "TracingConfig",
  "VpcConfig",
];

/** @param configurations for asynchronous invocation, by function name */
export function readFunction(
  declared: Declared,
  assets: Assets,
  configurations: ReadonlyMap<string, AsynchronousConfiguration>,
): FunctionDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  const deadLetter = properties.DeadLetterConfig;
  return {
    logicalId,
    name,
    arn: identity.attributes["Arn"] ?? "",
    handler: properties.Handler,
    runtime: properties.Runtime,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    environment: texts(properties.Environment.Variables),
    codeDirectory: assets.directory(properties.Code.S3Key, new Place(logicalId, "Code.S3Key")),
    asynchronous: {
      ...(configurations.get(name) ?? LAMBDA_DEFAULTS),
      ...(deadLetter && { deadLetterArn: deadLetter.TargetArn }),
    },
  };
}

function texts(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]));
}
