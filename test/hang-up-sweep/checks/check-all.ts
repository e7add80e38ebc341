import type { Broken } from "../invariant.ts";
import type { Run } from "../run.ts";
import type { SweepBank } from "../sweep-bank.ts";
import { checkFree } from "./claims.ts";
import { checkContacts } from "./contacts.ts";
import { checkDeadEnds } from "./dead-ends.ts";
import { checkLookups } from "./lookups.ts";
import { checkRecordings } from "./recordings.ts";
import { checkSecrets } from "./secrets.ts";
import { checkTasks } from "./tasks.ts";

/**
 * Holds what came of all calls against what must hold when everything is over.
 * @param whole every way, gone to its end
 * @param runs the same ways, with a caller who hung up
 */
export async function checkAll(
  bank: SweepBank,
  whole: readonly Run[],
  runs: readonly Run[],
): Promise<readonly Broken[]> {
  const all = [...whole, ...runs];
  return [
    ...checkContacts(all),
    ...checkTasks(all, whole),
    ...(await checkFree(bank, all)),
    ...checkLookups(all, bank),
    ...(await checkRecordings(all, bank)),
    ...(await checkSecrets(all, bank)),
    ...checkDeadEnds(bank),
  ];
}
