import { type ActionType, IN } from "../action-type.ts";

/** Types that the designer writes and the developer guide does not have. */
function undescribed(block: string, voice: boolean): ActionType {
  return { block, flowTypes: IN.anywhere, elsewhere: "doubtful", voice, form: "undescribed" };
}

export const consoleOnly = {
  AuthenticateParticipant: undescribed("Authenticate customer", false),
  /** Only the pages of the Testing Language name it. */
  ConnectParticipantWithAgenticCX: undescribed("Agentic CX", true),
  CreateContact: undescribed("Create contact", true),
  CreatePersistentContactAssociation: undescribed("Create persistent contact association", false),
  EvaluateDataTableValues: undescribed("Data table", true),
  ListDataTableValues: undescribed("Data table", true),
  LoadContactContent: undescribed("Get stored content", false),
  RenderMessageTemplate: undescribed("Render message template", true),
  StartOutboundEmailContact: undescribed("Send message", true),
  UpsertDataTableValues: undescribed("Data table", true),
} as const;
