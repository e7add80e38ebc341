import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, resource, text } from "../parameter.ts";

export const startOutboundChatContact: ActionType = {
  block: "Send message",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      SourceEndpoint: anything,
      DestinationEndpoint: anything,
      ContactFlowArn: resource("flow"),
      ContactSubtype: text(),
      InitialSystemMessage: anything,
      RelatedContact: text(),
    },
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
