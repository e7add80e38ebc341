import * as v from "valibot";
import { type Declared, number, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** An EventBridge rule on the default bus. */
export interface RuleDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly eventPattern?: Readonly<Record<string, unknown>>;
  /** `rate(…)` or `cron(…)`. */
  readonly scheduleExpression?: string;
  readonly targets: readonly RuleTarget[];
}

interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  /** A JSON text that the target receives instead of the event. */
  readonly input?: string;
  readonly deadLetterArn?: string;
  readonly retryPolicy: {
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeSeconds: number;
  };
}

const target = v.strictObject({
  Id: v.string(),
  Arn: v.string(),
  Input: v.optional(v.string()),
  DeadLetterConfig: v.optional(v.strictObject({ Arn: v.string() })),
  // The defaults are EventBridge's: 185 attempts in 24 hours (PutTargets, RetryPolicy).
  RetryPolicy: v.optional(
    v.strictObject({
      MaximumRetryAttempts: v.optional(number, 185),
      MaximumEventAgeInSeconds: v.optional(number, 86_400),
    }),
    {},
  ),
  // The role EventBridge takes on for the target: no permissions on a laptop.
  RoleArn: v.optional(v.unknown()),
});

const schema = v.strictObject({
  Name: v.optional(v.string()),
  EventBusName: v.optional(v.literal("default")),
  EventPattern: v.optional(v.record(v.string(), v.unknown())),
  ScheduleExpression: v.optional(v.string()),
  State: v.optional(v.picklist(["ENABLED", "DISABLED"]), "ENABLED"),
  Targets: v.optional(v.array(target), []),
});

const INDIFFERENT = ["Description", "RoleArn", "Tags"];

export function readRule(declared: Declared): RuleDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  return {
    logicalId,
    name,
    arn: identity.attributes["Arn"] ?? "",
    enabled: properties.State === "ENABLED",
    ...(properties.EventPattern && { eventPattern: properties.EventPattern }),
    ...(properties.ScheduleExpression && { scheduleExpression: properties.ScheduleExpression }),
    targets: properties.Targets.map(describeTarget),
  };
}

function describeTarget(properties: v.InferOutput<typeof target>): RuleTarget {
  const { Input: input, DeadLetterConfig: deadLetter, RetryPolicy: retry } = properties;
  return {
    id: properties.Id,
    arn: properties.Arn,
    ...(input !== undefined && { input }),
    ...(deadLetter && { deadLetterArn: deadLetter.Arn }),
    retryPolicy: {
      maximumRetryAttempts: retry.MaximumRetryAttempts,
      maximumEventAgeSeconds: retry.MaximumEventAgeInSeconds,
    },
  };
}
