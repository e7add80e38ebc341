import { type ActionType, IN } from "../action-type.ts";

/** In a customer queue flow the caller stays in line; before a contact is in line, it ends. */
export const endFlowExecution: ActionType = {
  block: "End flow / Resume",
  logName: "Resume",
  // The guide says whispers and customer queue flows; exports have it in contact flows too.
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: { parameters: {}, errors: {}, next: "none" },
};
