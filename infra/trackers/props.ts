import type { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { AlarmProps } from "../alarms.ts";
import type { ContactRecordProps } from "../contact-records.ts";
import type { StorageProps } from "../log-group.ts";

/** What `Trackers` needs, and what may differ from its defaults. */
export interface TrackersProps extends ContactRecordProps, AlarmProps, StorageProps {
  /** The Connect instance whose callers are tracked; contacts of others are ignored. */
  readonly connectInstanceArn: string;
  /**
   * How long after the call a tracker can be resumed. Whole seconds.
   * @default 24 hours
   */
  readonly trackerTtl?: Duration;
  /**
   * How long a caller who accepted holds the tracker, unless their call's record settles it. Whole
   * seconds.
   * @default 1 hour
   */
  readonly lease?: Duration;
  /**
   * Contact attributes that may be stored with a tracker: names, `*` for any rest.
   * @default ["payment_*", "account_*"]
   */
  readonly attributes?: readonly string[];
  /** @default "linekeeper-trackers" */
  readonly tableName?: string;
  /** @default "ContextTrackerCheck" */
  readonly checkFunctionName?: string;
  /** @default "linekeeper-trackers-record" */
  readonly recordFunctionName?: string;
  /**
   * What becomes of the trackers when the construct is removed.
   * @default they are kept
   */
  readonly removalPolicy?: RemovalPolicy;
}
