import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, number, object, text } from "../parameter.ts";

const checkOutboundCallStatus: ActionType = {
  block: "Check call progress",
  flowTypes: [...IN.flow, ...IN.transfer],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {},
    errors: { expected: [NO_MATCHING_ERROR] },
    conditions: {
      operators: ["Equals"],
      operands: ["CallAnswered", "VoicemailBeep", "VoicemailNoBeep", "NotDetected"],
    },
    next: "optional",
  },
};

/** Without it the first participant action completes the call. */
const completeOutboundCall: ActionType = {
  block: "Call phone number",
  flowTypes: [...IN.flow, ...IN.transfer, "outboundWhisper"],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      CallerId: object({ Number: text("whole") }),
      VoiceConnector: anything,
      ConnectionTimeLimitSeconds: number(1, 600),
    },
    errors: { possible: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

export const outboundCall = {
  CheckOutboundCallStatus: checkOutboundCallStatus,
  CompleteOutboundCall: completeOutboundCall,
} as const;
