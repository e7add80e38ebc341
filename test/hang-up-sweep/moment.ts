/** When a caller hangs up. */
export interface Moment {
  /** In the call in which the bank calls back. */
  readonly inCallback: boolean;
  /** The action of that call, from 0, its flow and its name there. */
  readonly index: number;
  readonly flow: string;
  readonly action: string;
  /** Milliseconds after the action began; 0: as it begins, before it does anything. */
  readonly afterMs: number;
}
