import * as v from "valibot";
import { type Declared, declarations, number } from "./properties.ts";
import type { Resolver } from "./resolver.ts";
import { Place } from "./template-error.ts";

/** A container of an ECS service: what a worker finds in its environment. */
export interface ContainerDescription {
  /** Of the task definition. */
  readonly logicalId: string;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of all services that run it. */
  readonly desiredCount: number;
}

export const CONTAINERS: readonly string[] = ["AWS::ECS::TaskDefinition", "AWS::ECS::Service"];

const container = v.object({
  Name: v.string(),
  Environment: v.optional(
    v.array(v.object({ Name: v.string(), Value: v.pipe(v.unknown(), v.transform(String)) })),
    [],
  ),
});

/**
 * The containers of the template's task definitions. Only name and environment are looked at: the
 * worker's code runs in the stack's own process, so image, network and sizes mean nothing here.
 * @throws TemplateError for `Secrets` and `EnvironmentFiles`, without which it would not start
 */
export function readContainers(resolver: Resolver): ContainerDescription[] {
  const counts = desiredCounts(resolver);
  return declarations(resolver, "AWS::ECS::TaskDefinition").flatMap((declared) => {
    const { ref } = resolver.named(declared.logicalId, new Place(declared.logicalId)).identity;
    const desiredCount = counts.get(ref) ?? 0;
    return containersOf(declared).map((one) => ({ ...one, desiredCount }));
  });
}

function containersOf({ logicalId, resource, resolver }: Declared) {
  const place = new Place(logicalId, "ContainerDefinitions");
  const definitions = resource.Properties?.["ContainerDefinitions"] ?? [];
  if (!Array.isArray(definitions)) throw place.error("expected a list.");
  return definitions.map((definition: Readonly<Record<string, unknown>>, index) => {
    const at = place.at(index);
    for (const unread of ["Secrets", "EnvironmentFiles"]) {
      if (definition[unread] === undefined) continue;
      throw at.at(unread).error("the local stack does not honour this. Use Environment.");
    }
    const { Name, Environment = [] } = definition;
    const parsed = v.safeParse(container, resolver.resolve({ Name, Environment }, at));
    if (!parsed.success) throw at.error(`expected ${parsed.issues[0].expected}.`);
    const { Name: name, Environment: variables } = parsed.output;
    const environment = Object.fromEntries(variables.map((one) => [one.Name, one.Value]));
    return { logicalId, name, environment };
  });
}

/** How many tasks run, by the ARN of their definition. */
function desiredCounts(resolver: Resolver): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { logicalId, resource } of declarations(resolver, "AWS::ECS::Service")) {
    const { TaskDefinition, DesiredCount = 1 } = resource.Properties ?? {};
    const arn = resolver.resolve(TaskDefinition, new Place(logicalId, "TaskDefinition"));
    const place = new Place(logicalId, "DesiredCount");
    const count = v.safeParse(number, resolver.resolve(DesiredCount, place));
    if (!count.success) throw place.error("expected a number.");
    counts.set(String(arn), (counts.get(String(arn)) ?? 0) + count.output);
  }
  return counts;
}
