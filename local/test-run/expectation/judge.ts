import type { Failure } from "../failure.ts";
import type { Afterwards, Check } from "./afterwards.ts";
import { contact } from "./contact.ts";
import { functions } from "./functions.ts";
import { said } from "./said.ts";
import { stores } from "./stores.ts";
import { traces } from "./traces.ts";

const CHECKS: readonly Check[] = [said, contact, functions, stores, traces];

/** Everything that the sidecar expects and that does not hold. */
export async function judge(afterwards: Afterwards): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const check of CHECKS) {
    for (const message of await check(afterwards)) {
      failures.push({ about: "expectation", message });
    }
  }
  return failures;
}
