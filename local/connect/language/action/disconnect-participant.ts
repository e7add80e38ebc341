import { type ActionType, IN } from "../action-type.ts";

export const disconnectParticipant: ActionType = {
  block: "Disconnect / hang up",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: { parameters: {}, errors: {}, next: "none" },
};
