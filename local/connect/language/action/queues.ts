import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { atMostOne, exactlyOne, resource } from "../parameter.ts";

const queue = { QueueId: resource("queue"), AgentId: resource("agent queue") };
const transferErrors = { required: ["QueueAtCapacity", NO_MATCHING_ERROR] };

const updateContactTargetQueue: ActionType = {
  block: "Set working queue",
  logName: "SetQueue",
  flowTypes: [...IN.flow, ...IN.transfer],
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: queue,
    groups: [exactlyOne("QueueId", "AgentId")],
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  },
};

/** The queue is the one that UpdateContactTargetQueue set; old exports repeat it here. */
const transferContactToQueue: ActionType = {
  block: "Transfer to queue",
  logName: "Transfer",
  flowTypes: [...IN.flow, ...IN.transfer],
  elsewhere: "refused",
  voice: true,
  form: {
    parameters: queue,
    groups: [atMostOne("QueueId", "AgentId")],
    errors: transferErrors,
    // On success the contact leaves the flow; exports repeat the error's branch here.
    next: "optional",
  },
};

/** A chain has at most 12 contacts; the next queue-to-queue transfer fails. */
const dequeueContactAndTransferToQueue: ActionType = {
  block: "Transfer to queue (from a queue)",
  flowTypes: IN.queue,
  elsewhere: "refused",
  voice: true,
  form: {
    parameters: queue,
    groups: [atMostOne("QueueId", "AgentId")],
    errors: transferErrors,
    // On success the contact leaves the flow; exports repeat the error's branch here.
    next: "optional",
  },
};

/** If the agent is busy the contact is disconnected. */
const transferContactToAgent: ActionType = {
  block: "Transfer to agent (beta)",
  flowTypes: IN.transfer,
  elsewhere: "doubtful",
  voice: true,
  form: { parameters: {}, errors: {}, next: "none" },
};

export const queues = {
  UpdateContactTargetQueue: updateContactTargetQueue,
  TransferContactToQueue: transferContactToQueue,
  DequeueContactAndTransferToQueue: dequeueContactAndTransferToQueue,
  TransferContactToAgent: transferContactToAgent,
} as const;
