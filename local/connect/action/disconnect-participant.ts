import { exit, type Outcome } from "../flow/outcome.ts";

export function disconnectParticipant(): Outcome {
  return exit({ to: "hang-up" });
}
