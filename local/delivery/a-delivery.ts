import type { QueueDefinition } from "../aws/sqs/queue.ts";
import { Sqs } from "../aws/sqs/sqs.ts";
import { LocalClock } from "../clock/clock.ts";
import { aBundle, removeBundles } from "../lambda/a-bundle.ts";
import { LambdaHost } from "../lambda/lambda-host.ts";
import type { AsynchronousConfiguration } from "../template/event-invoke-config.ts";
import type { MappingDescription } from "../template/mapping.ts";
import type { BucketNotifications } from "../template/notifications.ts";
import type { RuleDescription } from "../template/rule.ts";
import type { SubscriptionFilterDescription } from "../template/subscription-filter.ts";
import { Delivery } from "./delivery.ts";

const START = Date.UTC(2026, 0, 5, 8);
export const STREAM_ARN = "arn:aws:kinesis:eu-central-1:111122223333:stream/records";
export const QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:Failed";
export const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:111122223333:function:Fn";

const PLACE = { region: "eu-central-1", account: "111122223333" };

/** What the function of a delivery under test said, and when. */
interface Said {
  /** Virtual milliseconds since the start. */
  readonly at: number;
  readonly said: unknown;
}

export interface DeliveryUnderTest {
  readonly clock: LocalClock;
  readonly delivery: Delivery;
  /** Each `say(value)` of the function, in order. */
  readonly said: Said[];
  readonly sent: { readonly queueArn: string; readonly body: unknown }[];
  /** What was written into buckets. */
  readonly objects: { readonly bucketArn: string; readonly key: string; readonly body: unknown }[];
  /** The queues of the stack under test. */
  readonly sqs: Sqs;
  /** Does this, then lets time pass until every delivery has ended. */
  run(act: () => Promise<void> | void): Promise<void>;
  close(): void;
}

/**
 * For tests: a stack of one function, `Fn`.
 * @param body of the function; it has `event`, `context`, `clock`, `say(value)`, and `state`, which
 * lasts from one invocation to the next
 */
export function aDelivery(
  body: string,
  stack: {
    readonly mappings?: readonly MappingDescription[];
    readonly rules?: readonly RuleDescription[];
    readonly notifications?: readonly BucketNotifications[];
    readonly subscriptionFilters?: readonly SubscriptionFilterDescription[];
    readonly queues?: readonly QueueDefinition[];
    readonly asynchronous?: Partial<AsynchronousConfiguration>;
    readonly random?: () => number;
  } = {},
): DeliveryUnderTest {
  const clock = new LocalClock(START);
  clock.install();
  const said: Said[] = [];
  const sent: { queueArn: string; body: unknown }[] = [];
  const objects: { bucketArn: string; key: string; body: unknown }[] = [];
  const sqs = new Sqs({ clock, ...PLACE });
  sqs.baseUrl = "http://127.0.0.1:4566";
  for (const queue of stack.queues ?? []) sqs.createQueue(queue);
  const host = new LambdaHost({
    ...PLACE,
    clock,
    environment: {},
    onLog({ source, text, at }) {
      if (source === "stdout") said.push({ at: at - START, said: JSON.parse(text) });
    },
  });
  host.register(
    aBundle(
      `const state = {};
      const clock = globalThis[Symbol.for("linekeeper.clock")];
      const say = (value) => console.log(JSON.stringify(value));
      export const handler = async (event, context) => { ${body} };`,
      {
        asynchronous: {
          maximumRetryAttempts: 2,
          maximumEventAgeSeconds: 21_600,
          ...stack.asynchronous,
        },
      },
    ),
  );
  const close = (): void => {
    host.close();
    clock.uninstall();
    removeBundles();
  };
  const delivery = orElse(close, () => {
    return new Delivery(
      {
        mappings: stack.mappings ?? [],
        rules: stack.rules ?? [],
        notifications: stack.notifications ?? [],
        subscriptionFilters: stack.subscriptionFilters ?? [],
      },
      {
        ...PLACE,
        clock,
        host,
        send: (queueArn, message) => sent.push({ queueArn, body: JSON.parse(message) }),
        queue: (queue) => sqs.end(queue),
        putObject: (bucketArn, key, text) =>
          objects.push({ bucketArn, key, body: JSON.parse(text) }),
        random: stack.random ?? (() => 0),
      },
    );
  });
  return {
    clock,
    delivery,
    said,
    sent,
    objects,
    sqs,
    run: (act) =>
      clock.drive(async () => {
        await act();
        await delivery.idle();
      }),
    close,
  };
}

export function aMapping(overrides: Partial<MappingDescription> = {}): MappingDescription {
  return {
    logicalId: "Mapping",
    sourceArn: STREAM_ARN,
    functionName: "Fn",
    enabled: true,
    batchSize: 100,
    maximumBatchingWindowSeconds: 0,
    bisectBatchOnFunctionError: false,
    reportBatchItemFailures: true,
    parallelizationFactor: 1,
    ...overrides,
  };
}

export function aRule(overrides: Partial<RuleDescription> = {}): RuleDescription {
  const retryPolicy = { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 };
  return {
    logicalId: "Rule",
    name: "Rule",
    arn: "arn:aws:events:eu-central-1:111122223333:rule/Rule",
    enabled: true,
    targets: [{ id: "Target0", arn: FUNCTION_ARN, retryPolicy }],
    ...overrides,
  };
}

function orElse<T>(undo: () => void, make: () => T): T {
  try {
    return make();
  } catch (error) {
    undo();
    throw error;
  }
}
