import { getExportMetadata } from "./export-functions.ts";
import { openExportRoom } from "./export-room.ts";

const room = openExportRoom();

/** Called by the state machine's `GetExportMetadata`. */
export function handler(input: unknown): ReturnType<typeof getExportMetadata> {
  return getExportMetadata(room, input);
}
