import { BALANCE_CALLERS } from "./balance-callers.ts";
import { CALLBACK_CALLERS } from "./callback-callers.ts";
import { QUEUE_CALLERS } from "./queue-callers.ts";
import { REPEAT_CALLERS } from "./repeat-callers.ts";
import { TRACKER_CALLERS } from "./tracker-callers.ts";
import { UNTRACKED_CALLERS } from "./untracked-callers.ts";
import type { CallerKind } from "./world.ts";

/** Everybody who may call; shares are relative to their sum. */
export const CALLER_KINDS: readonly CallerKind[] = [
  ...CALLBACK_CALLERS,
  ...REPEAT_CALLERS,
  ...TRACKER_CALLERS,
  ...UNTRACKED_CALLERS,
  ...BALANCE_CALLERS,
  ...QUEUE_CALLERS,
];
