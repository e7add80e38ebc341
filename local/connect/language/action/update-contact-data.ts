import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, choice, flag, number, text } from "../parameter.ts";

export const updateContactData: ActionType = {
  block: "Set contact data",
  logName: "SetContactData",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      Name: text(),
      Description: text(),
      LanguageCode: text(),
      CustomerId: text(),
      References: anything,
      WisdomSessionArn: text(),
      TargetContact: choice(["Current", "Related"]),
      IsVoiceIdStreamingEnabled: flag,
      IsVoiceAuthenticationEnabled: flag,
      IsFraudDetectionEnabled: flag,
      VoiceAuthenticationThreshold: number(0, 100),
      FraudDetectionThreshold: number(0, 100),
      VoiceAuthenticationResponseTime: number(5, 10),
      WatchlistId: text(),
    },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
