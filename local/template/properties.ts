import * as v from "valibot";
import type { Resolver } from "./resolver.ts";
import type { TemplateResource } from "./template.ts";
import { Place, TemplateError } from "./template-error.ts";

/** A resource with what its reader needs. */
export interface Declared {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  readonly resolver: Resolver;
}

/** The resources of these types. */
export function declarations(resolver: Resolver, ...types: readonly string[]): Declared[] {
  return Object.entries(resolver.resources)
    .filter(([, resource]) => types.includes(resource.Type))
    .map(([logicalId, resource]) => ({ logicalId, resource, resolver }));
}

/** AWS would refuse the second of two equal names. */
export function distinct<T extends { readonly logicalId: string; readonly name: string }>(
  described: readonly T[],
): readonly T[] {
  const owners = new Map<string, string>();
  for (const { logicalId, name } of described) {
    const owner = owners.get(name);
    if (owner !== undefined) {
      throw new TemplateError(logicalId, "", `is called ${name}, and so is ${owner}.`);
    }
    owners.set(name, logicalId);
  }
  return described;
}

/** CloudFormation takes numbers and truth values as text too: parameters are always text. */
export const number: v.GenericSchema<unknown, number> = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.nonEmpty())]),
  v.transform(Number),
  v.finite(),
);
export const flag: v.GenericSchema<unknown, boolean> = v.pipe(
  v.union([v.boolean(), v.picklist(["true", "false"])]),
  v.transform((value) => String(value) === "true"),
);

/**
 * Resolves and parses the properties of a resource.
 *
 * @param schema the properties the local stack honours
 * @param indifferent properties that change nothing on a laptop (permissions, encryption, billing,
 * tags); they are not even resolved, because they refer to resources that exist only in AWS
 * @throws TemplateError for any other property: an unnoticed one would run differently in AWS
 */
export function readProperties<const Entries extends v.ObjectEntries>(
  { logicalId, resource, resolver }: Declared,
  schema: v.StrictObjectSchema<Entries, undefined>,
  indifferent: readonly string[],
): v.InferOutput<v.StrictObjectSchema<Entries, undefined>> {
  const place = new Place(logicalId);
  const honoured: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(resource.Properties ?? {})) {
    if (indifferent.includes(name)) continue;
    if (!Object.hasOwn(schema.entries, name)) {
      throw notHonoured(place.at(name), resource);
    }
    const resolved = resolver.resolve(value, place.at(name));
    if (resolved !== undefined) honoured[name] = resolved;
  }
  const parsed = v.safeParse(schema, honoured);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? "";
  if (issue.expected === "never") throw notHonoured(place.at(path), resource);
  throw place
    .at(path)
    .error(
      issue.received === "undefined"
        ? "is required, and is not there."
        : `expected ${issue.expected ?? issue.message}, got ${issue.received}.`,
    );
}

function notHonoured(place: Place, { Type }: TemplateResource): TemplateError {
  return place.error(`the local stack does not honour this property of ${Type}. Leave it out.`);
}
