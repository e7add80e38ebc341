import {
  type ActionForm,
  type ActionType,
  IN,
  NO_MATCHING_CONDITION,
  NO_MATCHING_ERROR,
} from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import {
  atMostOne,
  choice,
  exactlyOne,
  flag,
  keys,
  number,
  object,
  type Parameter,
  refused,
  required,
  text,
} from "../parameter.ts";
import { PROMPT, PROMPT_MEMBERS } from "../prompt.ts";
import { flagIn } from "../value.ts";

const INPUT_TIME_LIMIT_EXCEEDED = "InputTimeLimitExceeded";

const ASKING: Readonly<Record<string, Parameter>> = {
  ...PROMPT,
  StoreInput: flag,
  InputTimeLimitSeconds: required(number(1, 180, "static")),
  DTMFConfiguration: object({
    InputTerminationSequence: keys(5),
    DisableCancelKey: flag,
    InterdigitTimeLimitSeconds: number(1, 20),
  }),
};

const ENCRYPTION = object({ EncryptionKeyId: required(text()), Key: required(text()) });

/** Names that flows written by hand or by machine give these parameters; Connect has none of them. */
const MISNAMED = {
  Timeout: "InputTimeLimitSeconds",
  MaxDigits:
    'InputValidation.CustomValidation.MaximumLength, with StoreInput "True" (a menu takes one key)',
};

/** One key, and a branch for each. */
const menu: ActionForm = {
  parameters: ASKING,
  misnamed: MISNAMED,
  groups: [atMostOne(...PROMPT_MEMBERS)],
  errors: { required: [INPUT_TIME_LIMIT_EXCEEDED, NO_MATCHING_CONDITION, NO_MATCHING_ERROR] },
  conditions: { operators: ["Equals"], operands: [..."0123456789*#"] },
  next: "optional",
};

/** Digits into `$.StoredCustomerInput`; a time-out is a success there, with the text `Timeout`. */
function store(parameters: JsonObject): ActionForm {
  const validation = Object(member(parameters, "InputValidation"));
  const telephone = Object.hasOwn(validation, "PhoneNumberValidation");
  const isLocal = Object(validation.PhoneNumberValidation).NumberFormat === "Local";
  return {
    parameters: {
      ...ASKING,
      InputValidation: required(
        object(
          {
            CustomValidation: object({
              MaximumLength: required(number(1, Number.MAX_SAFE_INTEGER)),
            }),
            PhoneNumberValidation: object({
              NumberFormat: required(choice(["Local", "E164"])),
              CountryCode: isLocal ? required(text("whole")) : text("whole"),
            }),
          },
          [exactlyOne("CustomValidation", "PhoneNumberValidation")],
        ),
      ),
      InputEncryption: telephone
        ? refused("only what CustomValidation describes can be encrypted")
        : ENCRYPTION,
    },
    misnamed: MISNAMED,
    groups: [atMostOne(...PROMPT_MEMBERS)],
    errors: {
      required: telephone ? [NO_MATCHING_ERROR, "InvalidPhoneNumber"] : [NO_MATCHING_ERROR],
      refused: [NO_MATCHING_CONDITION, INPUT_TIME_LIMIT_EXCEEDED],
    },
    next: "required",
  };
}

/**
 * Turns buffering of keys on; or off, and may store what is in the buffer. It asks nothing.
 * https://docs.aws.amazon.com/connect/latest/adminguide/set-touchtone-buffer-behavior.html
 */
const buffer: ActionForm = {
  parameters: { EnableDTMFBuffer: required(flag), StoreInput: flag, InputEncryption: ENCRYPTION },
  errors: { possible: [NO_MATCHING_ERROR, NO_MATCHING_CONDITION, INPUT_TIME_LIMIT_EXCEEDED] },
  next: "optional",
};

/** Whether it is about the buffer of keys alone, and asks nothing. */
export function setsBuffer(parameters: JsonObject): boolean {
  const isPart = (name: string) => Object.hasOwn(buffer.parameters, name);
  return Object.hasOwn(parameters, "EnableDTMFBuffer") && Object.keys(parameters).every(isPart);
}

/** Whether the caller's digits are stored, not held against the menu's keys. */
export function storesInput(parameters: JsonObject): boolean {
  return flagIn(member(parameters, "StoreInput")) === true;
}

export const getParticipantInput: ActionType = {
  block: "Get customer input / Store customer input",
  logName: (parameters) => (storesInput(parameters) ? "StoreUserInput" : "GetUserInput"),
  // The guide's action page leaves outbound whispers out; the block's own page has them.
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue, "outboundWhisper"],
  elsewhere: "refused",
  voice: true,
  form: (parameters) => {
    if (setsBuffer(parameters)) return buffer;
    return storesInput(parameters) ? store(parameters) : menu;
  },
};
