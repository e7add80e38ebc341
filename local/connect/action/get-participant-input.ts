import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { setsBuffer } from "../language/action/get-participant-input.ts";
import { encrypted } from "./input/encrypted.ts";
import { menu } from "./input/menu.ts";
import { store } from "./input/store.ts";

/**
 * Get customer input, Store customer input, and Set touchtone buffer behavior, in one action. A
 * question that sets the buffer, too, is asked then.
 */
export function getParticipantInput(step: Step): Outcome | Promise<Outcome> {
  const { line } = step.call;
  if (line === undefined || step.run.hearer === "agent")
    return failed("no customer is on the line");
  const buffering = step.parameters.flag("EnableDTMFBuffer");
  if (buffering === true) line.buffer.enable();
  const left = buffering === false ? line.buffer.stopAndClear() : "";
  if (setsBuffer(step.action.Parameters)) {
    if (buffering === undefined) return failed("EnableDTMFBuffer is neither True nor False");
    return buffering ? next : cleared(step, left);
  }
  return step.parameters.flag("StoreInput") === true ? store(step, line) : menu(step, line);
}

/** The block that stops the touchtone buffer can store what was in it. */
async function cleared(step: Step, keys: string): Promise<Outcome> {
  if (step.parameters.flag("StoreInput") !== true) return next;
  const encryption = step.parameters.inside("InputEncryption");
  const stored = await encrypted(keys, encryption);
  if (stored === undefined) return failed("the encryption key is not usable");
  step.contact.data.storedCustomerInput = stored;
  return next;
}
