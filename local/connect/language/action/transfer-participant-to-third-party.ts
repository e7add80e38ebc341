import { type ActionForm, type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import { flag, number, object, required, text } from "../parameter.ts";
import { flagIn } from "../value.ts";

/** Its shape is known from exports only. */
function transferring(parameters: JsonObject): ActionForm {
  const goesOn = flagIn(member(parameters, "ContinueFlowExecution")) !== false;
  return {
    parameters: {
      ThirdPartyPhoneNumber: required(text("whole")),
      ThirdPartyConnectionTimeLimitSeconds: number(1, Number.MAX_SAFE_INTEGER),
      ContinueFlowExecution: flag,
      ThirdPartyDTMFDigits: text(),
      CallerId: object({ Name: text(), Number: text("whole") }),
    },
    errors: {
      expected: [NO_MATCHING_ERROR],
      possible: ["CallFailed", "ConnectionTimeLimitExceeded"],
    },
    next: goesOn ? "required" : "optional",
  };
}

export const transferParticipantToThirdParty: ActionType = {
  block: "Transfer to phone number",
  logName: "Dial",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: transferring,
};
