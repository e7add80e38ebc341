import { cases } from "./action/cases.ts";
import { checkHoursOfOperation } from "./action/check-hours-of-operation.ts";
import { checkMetricData } from "./action/check-metric-data.ts";
import { compare } from "./action/compare.ts";
import { connectParticipantWithLexBot } from "./action/connect-participant-with-lex-bot.ts";
import { consoleOnly } from "./action/console-only.ts";
import { createCallbackContact } from "./action/create-callback-contact.ts";
import { createTask } from "./action/create-task.ts";
import { createWisdomSession } from "./action/create-wisdom-session.ts";
import { customerProfiles } from "./action/customer-profiles.ts";
import { disconnectParticipant } from "./action/disconnect-participant.ts";
import { distributeByPercentage } from "./action/distribute-by-percentage.ts";
import { endFlowExecution } from "./action/end-flow-execution.ts";
import { flowModules } from "./action/flow-modules.ts";
import { getMetricData } from "./action/get-metric-data.ts";
import { getParticipantInput } from "./action/get-participant-input.ts";
import { invokeLambdaFunction } from "./action/invoke-lambda-function.ts";
import { loop } from "./action/loop.ts";
import { media } from "./action/media.ts";
import { messageParticipant } from "./action/message-participant.ts";
import { messageParticipantIteratively } from "./action/message-participant-iteratively.ts";
import { outboundCall } from "./action/outbound-call.ts";
import { queues } from "./action/queues.ts";
import { recording } from "./action/recording.ts";
import { resumeContact } from "./action/resume-contact.ts";
import { routingCriteria } from "./action/routing-criteria.ts";
import { showView } from "./action/show-view.ts";
import { startOutboundChatContact } from "./action/start-outbound-chat-contact.ts";
import { tags } from "./action/tags.ts";
import { transferParticipantToThirdParty } from "./action/transfer-participant-to-third-party.ts";
import { transferToFlow } from "./action/transfer-to-flow.ts";
import { updateContactAttributes } from "./action/update-contact-attributes.ts";
import { updateContactCallbackNumber } from "./action/update-contact-callback-number.ts";
import { updateContactData } from "./action/update-contact-data.ts";
import { updateContactEventHooks } from "./action/update-contact-event-hooks.ts";
import { updateContactRoutingBehavior } from "./action/update-contact-routing-behavior.ts";
import { updateContactTextToSpeechVoice } from "./action/update-contact-text-to-speech-voice.ts";
import { updateFlowAttributes } from "./action/update-flow-attributes.ts";
import { updateFlowLoggingBehavior } from "./action/update-flow-logging-behavior.ts";
import { updatePreviousContactParticipantState } from "./action/update-previous-contact-participant-state.ts";
import { voiceId } from "./action/voice-id.ts";
import { wait } from "./action/wait.ts";
import type { ActionForm, ActionType, ActionTypes } from "./action-type.ts";
import type { FlowAction } from "./flow.ts";

/**
 * Every action type of the Flow language: those of the developer guide, and those that only the
 * console's designer writes. Grouped as the guide groups them.
 */
export const ACTION_TYPES: ActionTypes = {
  // With the participant
  MessageParticipant: messageParticipant,
  GetParticipantInput: getParticipantInput,
  MessageParticipantIteratively: messageParticipantIteratively,
  DisconnectParticipant: disconnectParticipant,
  ConnectParticipantWithLexBot: connectParticipantWithLexBot,
  ShowView: showView,
  // Flow control
  Compare: compare,
  Loop: loop,
  Wait: wait,
  CheckHoursOfOperation: checkHoursOfOperation,
  CheckMetricData: checkMetricData,
  GetMetricData: getMetricData,
  DistributeByPercentage: distributeByPercentage,
  TransferToFlow: transferToFlow,
  EndFlowExecution: endFlowExecution,
  UpdateFlowAttributes: updateFlowAttributes,
  UpdateFlowLoggingBehavior: updateFlowLoggingBehavior,
  ...routingCriteria,
  ...voiceId,
  ...outboundCall,
  // With other systems
  InvokeLambdaFunction: invokeLambdaFunction,
  CreateCallbackContact: createCallbackContact,
  ...customerProfiles,
  // With the contact
  UpdateContactAttributes: updateContactAttributes,
  UpdateContactData: updateContactData,
  ...queues,
  UpdateContactEventHooks: updateContactEventHooks,
  UpdateContactCallbackNumber: updateContactCallbackNumber,
  ...recording,
  ...media,
  UpdateContactRoutingBehavior: updateContactRoutingBehavior,
  UpdateContactTextToSpeechVoice: updateContactTextToSpeechVoice,
  UpdatePreviousContactParticipantState: updatePreviousContactParticipantState,
  ...tags,
  CreateTask: createTask,
  ...flowModules,
  ResumeContact: resumeContact,
  StartOutboundChatContact: startOutboundChatContact,
  CreateWisdomSession: createWisdomSession,
  ...cases,
  // Of the designer alone
  TransferParticipantToThirdParty: transferParticipantToThirdParty,
  ...consoleOnly,
};

/** @returns undefined for a type that the Flow language does not have */
export function actionType(name: string): ActionType | undefined {
  return Object.hasOwn(ACTION_TYPES, name) ? ACTION_TYPES[name] : undefined;
}

/** The shape this very action must have; undefined where none is described. */
export function formOf({ Type, Parameters }: FlowAction): ActionForm | undefined {
  const form = actionType(Type)?.form;
  if (form === undefined || form === "undescribed") return undefined;
  return typeof form === "function" ? form(Parameters) : form;
}

/** What flow logs call the action: `ContactFlowModuleType`. Undefined where that is not known. */
export function logNameOf({ Type, Parameters }: FlowAction): string | undefined {
  const name = actionType(Type)?.logName;
  return typeof name === "function" ? name(Parameters) : name;
}
