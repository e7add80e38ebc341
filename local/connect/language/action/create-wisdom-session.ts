import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { required, resource } from "../parameter.ts";

export const createWisdomSession: ActionType = {
  block: "Amazon Q in Connect",
  logName: "SetWisdomAssistant",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { WisdomAssistantArn: required(resource("Amazon Q in Connect assistant")) },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
