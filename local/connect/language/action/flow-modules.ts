import { type ActionType, IN, NO_MATCHING_CONDITION, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything, required, resource, text } from "../parameter.ts";

/** Modules nest up to five levels. */
const invokeFlowModule: ActionType = {
  block: "Invoke module",
  logName: "InvokeFlowModule",
  flowTypes: IN.flow,
  elsewhere: "doubtful",
  voice: true,
  form: {
    parameters: { FlowModuleId: required(resource("flow module")) },
    errors: { required: [NO_MATCHING_ERROR], possible: [NO_MATCHING_CONDITION] },
    conditions: { operators: ["Equals"] },
    next: "optional",
  },
};

const endFlowModuleExecution: ActionType = {
  block: "Return",
  logName: "ReturnFromFlowModule",
  flowTypes: IN.module,
  elsewhere: "refused",
  voice: true,
  form: { parameters: { Result: text(), ResultData: anything }, errors: {}, next: "none" },
};

export const flowModules = {
  InvokeFlowModule: invokeFlowModule,
  EndFlowModuleExecution: endFlowModuleExecution,
} as const;
