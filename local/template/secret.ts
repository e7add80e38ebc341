import * as v from "valibot";
import { type Declared, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A secret of Secrets Manager. */
export interface SecretDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Only where the template says it in clear. */
  readonly value?: string;
}

const schema = v.strictObject({
  Name: v.optional(v.string()),
  SecretString: v.optional(v.string()),
});

/** A secret that AWS would make up has no value here until one is given. */
const INDIFFERENT = ["Description", "GenerateSecretString", "KmsKeyId", "ReplicaRegions", "Tags"];

export function readSecret(declared: Declared): SecretDescription {
  const { logicalId, resolver } = declared;
  const { SecretString: value } = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  return { logicalId, name, arn: identity.ref, ...(value !== undefined && { value }) };
}
