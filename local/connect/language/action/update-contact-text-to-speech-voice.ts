import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { required, seenChoice, text } from "../parameter.ts";

export const updateContactTextToSpeechVoice: ActionType = {
  block: "Set voice",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      TextToSpeechVoice: required(text()),
      TextToSpeechEngine: seenChoice(["Standard", "Neural", "Generative"]),
      TextToSpeechStyle: seenChoice(["None", "Conversational", "Newscaster"]),
    },
    errors: { possible: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
