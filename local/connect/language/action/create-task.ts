import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, atMostOne, map, number, required, resource, text } from "../parameter.ts";

export const createTask: ActionType = {
  block: "Create task",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: (parameters) => ({
    parameters: {
      ContactFlowId: resource("flow"),
      // A template brings a name of its own.
      Name: Object.hasOwn(parameters, "TaskTemplateId") ? text() : required(text()),
      Description: text(),
      Attributes: map(text()),
      References: anything,
      DelaySeconds: number(1, 518_400),
      ScheduledTime: anything,
      TaskTemplateId: text(),
    },
    groups: [atMostOne("DelaySeconds", "ScheduledTime")],
    errors: { expected: [NO_MATCHING_ERROR] },
    next: "required",
  }),
};
