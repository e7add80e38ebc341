import { storesInput } from "../language/action/get-participant-input.ts";
import type { FlowAction } from "../language/flow.ts";
import { isObject, type JsonObject, member } from "../language/json.ts";
import { numberIn } from "../language/value.ts";
import type { FlowUnderLint } from "./flow-under-lint.ts";

/** Card numbers have 13 to 19 digits; few other entries have as many. */
const CARD_DIGITS = 13;

const CARD = /\bcard('s)? ?(number|no\b|details)|\b(credit|debit|bank|payment) ?card/i;
const SECRET =
  /\bpin\b|\bp\.i\.n\b|\bcv[vc]2?\b|security (code|number)|\bpass ?(code|word)|\bexpir(y|ation) date|\bcard expires\b|social security|\bssn\b/i;

/** Digits of a caller that nobody else may read. */
export interface SensitiveEntry {
  readonly index: number;
  /** `card`: the prompt asks for a card; `secret`: for a PIN or its like; `long`: it only has room for a card number. */
  readonly what: "card" | "secret" | "long" | "encrypted";
  readonly encrypted: boolean;
}

/** Stored entries that ask for something sensitive, or have room for it. */
export function sensitiveEntries({ Actions }: FlowUnderLint): SensitiveEntry[] {
  return [...Actions.entries()].flatMap(([index, action]) => {
    const what = whatIsEntered(action, Actions);
    const encrypted = Object.hasOwn(action.Parameters, "InputEncryption");
    return what === undefined ? [] : { index, what, encrypted };
  });
}

function whatIsEntered(
  action: FlowAction,
  actions: readonly FlowAction[],
): SensitiveEntry["what"] | undefined {
  const { Type, Parameters, Identifier } = action;
  if (Type !== "GetParticipantInput" || !storesInput(Parameters)) return undefined;
  const validation = member(Parameters, "InputValidation");
  const custom = isObject(validation) ? member(validation, "CustomValidation") : undefined;
  if (!isObject(custom)) return undefined;
  const digits = numberIn(member(custom, "MaximumLength"));
  const asked = [Identifier, spokenIn(Parameters), ...spokenBefore(Identifier, actions)].join("\n");
  if (CARD.test(asked) && (digits ?? CARD_DIGITS) >= CARD_DIGITS) return "card";
  if (SECRET.test(asked) || CARD.test(asked)) return "secret";
  if (digits !== undefined && digits >= CARD_DIGITS) return "long";
  return Object.hasOwn(Parameters, "InputEncryption") ? "encrypted" : undefined;
}

/** The question may be a prompt of its own, just before. */
function spokenBefore(identifier: string, actions: readonly FlowAction[]): string[] {
  return actions
    .filter(
      ({ Type, Transitions }) =>
        Type === "MessageParticipant" && Transitions.NextAction === identifier,
    )
    .map(({ Parameters }) => spokenIn(Parameters));
}

function spokenIn(parameters: JsonObject): string {
  return [member(parameters, "Text"), member(parameters, "SSML")]
    .filter((text) => typeof text === "string")
    .join(" ");
}
