import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import type { JsonObject } from "../json.ts";
import { anything, map, type Parameter, required, resource } from "../parameter.ts";

/** The moments of a contact at which a flow runs of its own. */
const EVENT_HOOKS = [
  "AgentHold",
  "AgentWhisper",
  "CustomerHold",
  "CustomerQueue",
  "CustomerRemaining",
  "CustomerWhisper",
  "DefaultAgentUI",
  "DisconnectAgentUI",
  "PauseContact",
  "ResumeContact",
] as const;

/** One hook at a time. A console that configures hooks, too, may set none. */
function hooksOf(parameters: JsonObject): Parameter {
  const least = Object.hasOwn(parameters, "EventHooksConfiguration") ? 0 : 1;
  return map(resource("flow"), { keys: EVENT_HOOKS, least, most: 1 });
}

export const updateContactEventHooks: ActionType = {
  block: "Set event flow / Set customer queue flow / Set whisper flow / Set hold flow",
  logName: "SetEventHook",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: (parameters) => ({
    parameters: {
      EventHooks: required(hooksOf(parameters)),
      // Written by the designer's export, refused by CreateContactFlow: see the rule api-upload.
      EventHooksConfiguration: anything,
    },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  }),
};
