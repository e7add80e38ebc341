import type { LocalClock } from "../../clock/clock.ts";
import type { Instance } from "../contact.ts";
import type { Emissions } from "../emissions/emissions.ts";
import type { Resources } from "../instance/resources.ts";
import type { InvokeFunction } from "../lambda-block.ts";
import type { CentreSettings } from "../life/centre.ts";
import type { SpeechPace } from "../speech/prompt.ts";

export interface SimulatorOptions {
  readonly clock: LocalClock;
  /** Of ids, delays and distributions: the same seed, the same calls. */
  readonly seed: number;
  readonly instance: Instance;
  /** How Lambda functions are reached: by name, with a JSON text. */
  readonly invoke: InvokeFunction;
  readonly emissions: Emissions;
  /** @default nothing is set up */
  readonly resources?: Resources;
  /** How fast voices speak. */
  readonly pace?: SpeechPace;
  /** @default see `DEFAULTS` */
  readonly settings?: Partial<CentreSettings>;
  /** Seconds of functions in a row that deserve a warning. @default 20, what Connect once allowed */
  readonly longestSilentLambdaSeconds?: number;
}

const HOUR = 3_600;

/** Recordings and records come within two minutes, as in Connect. */
export const DEFAULTS: Omit<CentreSettings, "recordingsPrefix"> = {
  recordingAfterSeconds: [20, 55],
  recordAfterSeconds: [60, 120],
  longestCallSeconds: 2 * HOUR,
  callbackExpirySeconds: 7 * 24 * HOUR,
  callbackAttempts: "new-contact",
};
