import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { atMostOne, number, required, resource, text } from "../parameter.ts";

/** Three days, in seconds. */
const LONGEST_DELAY = 259_200;

/** The designer writes it for the callback tab of its Transfer to queue block. */
export const createCallbackContact: ActionType = {
  block: "Transfer to queue (callback)",
  flowTypes: [...IN.flow, ...IN.transfer, ...IN.queue],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      InitialCallDelaySeconds: required(number(1, LONGEST_DELAY)),
      MaximumConnectionAttempts: required(number(0, Number.MAX_SAFE_INTEGER)),
      RetryDelaySeconds: required(number(1, LONGEST_DELAY)),
      QueueId: resource("queue"),
      AgentId: resource("agent queue"),
      ContactFlowId: resource("flow"),
      CallerId: text("whole"),
    },
    groups: [atMostOne("QueueId", "AgentId")],
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
