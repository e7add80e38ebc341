import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";

export const resumeContact: ActionType = {
  block: "Resume contact",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: false,
  form: { parameters: {}, errors: { expected: [NO_MATCHING_ERROR] }, next: "required" },
};
