import type { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { AlarmProps } from "../alarms.ts";
import type { ContactRecordProps } from "../contact-records.ts";
import type { StorageProps } from "../log-group.ts";

/** What `Callbacks` needs, and what may differ from its defaults. */
export interface CallbacksProps extends ContactRecordProps, AlarmProps, StorageProps {
  /** The Connect instance whose flows claim callbacks; contacts of others are ignored. */
  readonly connectInstanceArn: string;
  /**
   * How long a claim that nothing releases blocks its number. Whole seconds.
   * @default 24 hours
   */
  readonly claimTtl?: Duration;
  /**
   * Attempts Connect makes for one callback, as the flow's Transfer to queue block says.
   * @default 1
   */
  readonly maximumConnectionAttempts?: number;
  /** @default "linekeeper-callbacks" */
  readonly tableName?: string;
  /** @default "linekeeper-callbacks-set" */
  readonly setFunctionName?: string;
  /** @default "linekeeper-callbacks-clear" */
  readonly clearFunctionName?: string;
  /** @default "linekeeper-callbacks-cancel" */
  readonly cancelFunctionName?: string;
  /** @default "linekeeper-callbacks-release" */
  readonly releaseFunctionName?: string;
  /**
   * What becomes of the claims when the construct is removed.
   * @default they are kept
   */
  readonly removalPolicy?: RemovalPolicy;
}
