import { lineWidth } from "./width.ts";
import { hanging } from "./wrap.ts";

/** What `--help` ends with. */
export function exitCodes(meanings: string): string {
  return `\n${hanging("Exit codes: ", meanings, lineWidth(process.stdout))}`;
}
