import { type MappingDescription, readMapping } from "./mapping.ts";
import { declarations, distinct } from "./properties.ts";
import type { Resolver } from "./resolver.ts";
import { type RuleDescription, readRule } from "./rule.ts";
import {
  readSubscriptionFilter,
  type SubscriptionFilterDescription,
} from "./subscription-filter.ts";

/** What brings events to the functions of the template. */
export function readEvents(
  resolver: Resolver,
  functionNames: ReadonlySet<string>,
): {
  readonly mappings: readonly MappingDescription[];
  readonly rules: readonly RuleDescription[];
  readonly subscriptionFilters: readonly SubscriptionFilterDescription[];
} {
  const mappings = declarations(resolver, "AWS::Lambda::EventSourceMapping");
  const filters = declarations(resolver, "AWS::Logs::SubscriptionFilter");
  return {
    mappings: mappings.map((mapping) => readMapping(mapping, functionNames)),
    rules: distinct(declarations(resolver, "AWS::Events::Rule").map(readRule)),
    subscriptionFilters: filters.map(readSubscriptionFilter),
  };
}
