import type { Caller } from "../caller/caller.ts";

/** What a telephone does when it rings. */
export type Ring =
  | "busy"
  | "no-answer"
  | {
      readonly answersAfterSeconds: number;
      /** Who speaks; for a customer who is called back. @default somebody who says and presses nothing */
      readonly caller?: Caller;
      /** How long somebody outside talks until they hang up. @default 60 */
      readonly talksForSeconds?: number;
    };

/** A telephone outside the contact centre, which callbacks and transfers ring. */
export interface Phone {
  rings(): Ring;
}
