import { branchOff, type Outcome } from "../flow/outcome.ts";

/** It processes messages of a chat; this is a telephone call. */
export function updateContactMediaProcessing(): Outcome {
  return branchOff("ChannelMismatch");
}
