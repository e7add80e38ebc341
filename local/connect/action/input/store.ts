import { branchOff, failed, next, type Outcome } from "../../flow/outcome.ts";
import type { Parameters } from "../../flow/parameters.ts";
import { loggedPrompt, promptIn } from "../../flow/say.ts";
import type { Step } from "../../flow/step.ts";
import { DigitEntry } from "../../line/digit-entry.ts";
import type { KeySource } from "../../line/key-source.ts";
import type { Line } from "../../line/line.ts";
import { ask } from "./ask.ts";
import { encrypted } from "./encrypted.ts";
import { enteredPhoneNumber } from "./phone-number.ts";

/** What `$.StoredCustomerInput` holds when nothing was entered; on voice that is a success. */
const TIMEOUT = "Timeout";

const FIRST_KEY_SECONDS = 5;
const BETWEEN_KEYS_SECONDS = 5;
/** A phone number's block gives no length; no number is longer than this. */
const LONGEST_NUMBER = 20;

/** Store customer input: several keys into `$.StoredCustomerInput`, encrypted where wanted. */
export async function store(step: Step, line: Line): Promise<Outcome> {
  const { parameters } = step;
  const validation = parameters.inside("InputValidation");
  const encryption = parameters.inside("InputEncryption");
  const question = questionOf(step, validation, encryption.has("Key"));
  const { prompt, timeLimitSeconds, maximumLength } = question;
  step.log({
    Parameters: {
      MaxDigits: String(maximumLength),
      ...(prompt && loggedPrompt(prompt)),
      Timeout: String(1000 * timeLimitSeconds),
    },
  });
  const dtmf = parameters.inside("DTMFConfiguration");
  const betweenKeys = dtmf.number("InterdigitTimeLimitSeconds") ?? BETWEEN_KEYS_SECONDS;
  const entry = new DigitEntry({
    maximumLength,
    terminator: question.terminator,
    cancelKey: dtmf.flag("DisableCancelKey") !== true,
  });
  const answered = await ask(step, line, question, (keys, deadline) =>
    collect(step, keys, entry, deadline, 1000 * betweenKeys),
  );
  return answered ? keep(step, entry.value, validation, encryption) : keepTimeout(step);
}

function questionOf(step: Step, validation: Parameters, secret: boolean) {
  const { parameters } = step;
  const custom = validation.inside("CustomValidation").number("MaximumLength");
  const terminator = parameters.inside("DTMFConfiguration").filled("InputTerminationSequence");
  return {
    kind: "store",
    prompt: promptIn(step),
    timeLimitSeconds: parameters.number("InputTimeLimitSeconds") ?? FIRST_KEY_SECONDS,
    maximumLength: custom ?? LONGEST_NUMBER,
    terminator: terminator ?? "#",
    encrypted: secret,
  } as const;
}

/** @returns whether anything was entered */
async function collect(
  step: Step,
  keys: KeySource,
  entry: DigitEntry,
  firstKeyBy: number,
  betweenKeysMs: number,
): Promise<boolean> {
  let deadline = firstKeyBy;
  for (;;) {
    const key = await keys.next(deadline);
    if (key === undefined) return entry.value !== "";
    if (entry.press(key)) return true;
    deadline = step.clock.now() + betweenKeysMs;
  }
}

function keepTimeout(step: Step): Outcome {
  step.contact.data.storedCustomerInput = TIMEOUT;
  step.log({ Results: TIMEOUT });
  return next;
}

async function keep(
  step: Step,
  entered: string,
  validation: Parameters,
  encryption: Parameters,
): Promise<Outcome> {
  const value = validation.has("PhoneNumberValidation")
    ? enteredPhoneNumber(entered, validation.inside("PhoneNumberValidation"))
    : entered;
  if (value === undefined) {
    step.log({ Results: "InvalidPhoneNumber" });
    return branchOff("InvalidPhoneNumber");
  }
  const stored = await encrypted(value, encryption);
  if (stored === undefined) return failed("the encryption key is not usable");
  step.contact.data.storedCustomerInput = stored;
  step.log({ Results: stored });
  return next;
}
