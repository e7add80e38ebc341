import { type ActionForm, type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import { choice, list, number, required } from "../parameter.ts";

const EVENTS = ["CustomerReturned", "BotParticipantDisconnected"];

/**
 * Its time limit is TimeLimitSeconds; the guide's TimeoutSeconds is refused by the service. A plain
 * Wait on a telephone call takes the error branch at once.
 */
function waiting(parameters: JsonObject): ActionForm {
  const given = member(parameters, "Events");
  const events = EVENTS.filter((event) => Array.isArray(given) && given.includes(event));
  return {
    parameters: {
      TimeLimitSeconds: required(number(1, 604_800)),
      Events: list(choice(EVENTS, "static"), { dynamic: "static" }),
    },
    misnamed: { TimeoutSeconds: "TimeLimitSeconds" },
    errors: {
      required: events.includes("BotParticipantDisconnected")
        ? [NO_MATCHING_ERROR, "ParticipantNotFound"]
        : [NO_MATCHING_ERROR],
    },
    conditions: {
      operators: ["Equals"],
      operands: ["WaitCompleted", ...EVENTS],
      required: ["WaitCompleted", ...events],
    },
    next: "optional",
  };
}

export const wait: ActionType = {
  block: "Wait",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: waiting,
};
