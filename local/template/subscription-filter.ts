import * as v from "valibot";
import { type Declared, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A subscription of CloudWatch Logs: lines of a log group that a function receives. */
export interface SubscriptionFilterDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly logGroup: string;
  /** In the language of filter patterns; empty: every line. */
  readonly pattern: string;
  readonly destinationArn: string;
}

const schema = v.strictObject({
  FilterName: v.optional(v.string()),
  LogGroupName: v.string(),
  FilterPattern: v.string(),
  DestinationArn: v.string(),
});

const INDIFFERENT = ["Distribution", "RoleArn"];

export function readSubscriptionFilter(declared: Declared): SubscriptionFilterDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  return {
    logicalId,
    name: resolver.named(logicalId, new Place(logicalId)).name,
    logGroup: properties.LogGroupName,
    pattern: properties.FilterPattern,
    destinationArn: properties.DestinationArn,
  };
}
