import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { encrypted } from "./input/encrypted.ts";
import { menu } from "./input/menu.ts";
import { store } from "./input/store.ts";

/** Get customer input, Store customer input, and Set touchtone buffer behavior, in one action. */
export function getParticipantInput(step: Step): Outcome | Promise<Outcome> {
  const { line } = step.call;
  if (line === undefined || step.run.hearer === "agent")
    return failed("no customer is on the line");
  const buffering = step.parameters.flag("EnableDTMFBuffer");
  if (buffering === true) {
    line.buffer.enable();
    return next;
  }
  if (buffering === false) return stopAndClear(step, line.buffer.stopAndClear());
  return step.parameters.flag("StoreInput") === true ? store(step, line) : menu(step, line);
}

/** Stops the touchtone buffer; the block can store what was in it. */
async function stopAndClear(step: Step, keys: string): Promise<Outcome> {
  if (step.parameters.flag("StoreInput") !== true) return next;
  const encryption = step.parameters.inside("InputEncryption");
  const stored = await encrypted(keys, encryption);
  if (stored === undefined) return failed("the encryption key is not usable");
  step.contact.data.storedCustomerInput = stored;
  return next;
}
