import { createExportJob } from "./export-functions.ts";
import { openExportRoom } from "./export-room.ts";

const room = openExportRoom();

/** Called by the state machine's `CreateExportJob`. */
export function handler(input: unknown): ReturnType<typeof createExportJob> {
  return createExportJob(room, input);
}
