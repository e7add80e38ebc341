import * as v from "valibot";
import type { Assets } from "./assets.ts";
import { type Declared, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A Step Functions state machine, its definition with every substitution made. */
export interface StateMachineDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** Amazon States Language, JSON text. */
  readonly definition: string;
}

const schema = v.strictObject({
  StateMachineName: v.optional(v.string()),
  StateMachineType: v.optional(v.picklist(["STANDARD", "EXPRESS"]), "STANDARD"),
  DefinitionString: v.optional(v.string()),
  DefinitionS3Location: v.optional(v.strictObject({ Bucket: v.unknown(), Key: v.string() })),
  DefinitionSubstitutions: v.optional(v.record(v.string(), v.unknown()), {}),
});

const INDIFFERENT = [
  "EncryptionConfiguration",
  "LoggingConfiguration",
  "RoleArn",
  "Tags",
  "TracingConfiguration",
];

export function readStateMachine(declared: Declared, assets: Assets): StateMachineDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  const { DefinitionString: inline, DefinitionS3Location: location } = properties;
  const text =
    inline ??
    (location && assets.text(location.Key, new Place(logicalId, "DefinitionS3Location.Key")));
  if (text === undefined) {
    throw new Place(logicalId).error("expected DefinitionString or DefinitionS3Location.");
  }
  return {
    logicalId,
    name,
    arn: identity.ref,
    type: properties.StateMachineType,
    definition: substitute(text, properties.DefinitionSubstitutions, logicalId),
  };
}

function substitute(
  definition: string,
  substitutions: Readonly<Record<string, unknown>>,
  logicalId: string,
): string {
  return definition.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (_placeholder, name: string) => {
    if (!Object.hasOwn(substitutions, name)) {
      throw new Place(logicalId, `DefinitionSubstitutions.${name}`).error(
        "the definition has a placeholder of this name, and there is no value for it.",
      );
    }
    return String(substitutions[name]);
  });
}
