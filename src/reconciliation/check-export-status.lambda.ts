import { checkExportStatus } from "./export-functions.ts";
import { openExportRoom } from "./export-room.ts";

const room = openExportRoom();

/** Called by the state machine's `CheckExportJobStatus`. */
export function handler(input: unknown): ReturnType<typeof checkExportStatus> {
  return checkExportStatus(room, input);
}
