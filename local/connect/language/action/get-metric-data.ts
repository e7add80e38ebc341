import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { atMostOne, resource, seenChoice } from "../parameter.ts";

/** Fills `$.Metrics`. */
export const getMetricData: ActionType = {
  block: "Get metrics",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: {
      QueueId: resource("queue"),
      AgentId: resource("agent queue"),
      QueueChannel: seenChoice(["Voice", "Chat"]),
    },
    groups: [atMostOne("QueueId", "AgentId")],
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  },
};
