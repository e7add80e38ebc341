import type { RunAction } from "../flow/step.ts";
import { checkHoursOfOperation } from "./check-hours-of-operation.ts";
import { checkMetricData } from "./check-metric-data.ts";
import { compare } from "./compare.ts";
import { completeOutboundCall } from "./complete-outbound-call.ts";
import { createCallbackContact } from "./create-callback-contact.ts";
import { dequeueContactAndTransferToQueue } from "./dequeue-contact-and-transfer-to-queue.ts";
import { disconnectParticipant } from "./disconnect-participant.ts";
import { distributeByPercentage } from "./distribute-by-percentage.ts";
import { endFlowExecution } from "./end-flow-execution.ts";
import { endFlowModuleExecution } from "./end-flow-module-execution.ts";
import { getMetricData } from "./get-metric-data.ts";
import { getParticipantInput } from "./get-participant-input.ts";
import { invokeFlowModule } from "./invoke-flow-module.ts";
import { invokeLambdaFunction } from "./invoke-lambda-function.ts";
import { loop } from "./loop.ts";
import { messageParticipant } from "./message-participant.ts";
import { messageParticipantIteratively } from "./message-participant-iteratively.ts";
import { tagContact } from "./tag-contact.ts";
import { transferContactToAgent } from "./transfer-contact-to-agent.ts";
import { transferContactToQueue } from "./transfer-contact-to-queue.ts";
import { transferParticipantToThirdParty } from "./transfer-participant-to-third-party.ts";
import { transferToFlow } from "./transfer-to-flow.ts";
import { untagContact } from "./untag-contact.ts";
import { updateContactAttributes } from "./update-contact-attributes.ts";
import { updateContactCallbackNumber } from "./update-contact-callback-number.ts";
import { updateContactData } from "./update-contact-data.ts";
import { updateContactEventHooks } from "./update-contact-event-hooks.ts";
import { updateContactMediaProcessing } from "./update-contact-media-processing.ts";
import { updateContactMediaStreamingBehavior } from "./update-contact-media-streaming-behavior.ts";
import { updateContactRecordingAndAnalyticsBehavior } from "./update-contact-recording-and-analytics-behavior.ts";
import { updateContactRecordingBehavior } from "./update-contact-recording-behavior.ts";
import { updateContactRoutingBehavior } from "./update-contact-routing-behavior.ts";
import { updateContactRoutingCriteria } from "./update-contact-routing-criteria.ts";
import { updateContactTargetQueue } from "./update-contact-target-queue.ts";
import { updateContactTextToSpeechVoice } from "./update-contact-text-to-speech-voice.ts";
import { updateFlowAttributes } from "./update-flow-attributes.ts";
import { updateFlowLoggingBehavior } from "./update-flow-logging-behavior.ts";
import { updatePreviousContactParticipantState } from "./update-previous-contact-participant-state.ts";
import { wait } from "./wait.ts";

/**
 * The action types that are simulated, as a telephone call meets them. A type that is not here ends
 * the call, unless its end was declared.
 */
export const ACTIONS: Readonly<Record<string, RunAction>> = {
  MessageParticipant: messageParticipant,
  GetParticipantInput: getParticipantInput,
  MessageParticipantIteratively: messageParticipantIteratively,
  DisconnectParticipant: disconnectParticipant,
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
  UpdateContactRoutingCriteria: updateContactRoutingCriteria,
  CompleteOutboundCall: completeOutboundCall,
  InvokeLambdaFunction: invokeLambdaFunction,
  CreateCallbackContact: createCallbackContact,
  UpdateContactAttributes: updateContactAttributes,
  UpdateContactData: updateContactData,
  UpdateContactTargetQueue: updateContactTargetQueue,
  TransferContactToQueue: transferContactToQueue,
  DequeueContactAndTransferToQueue: dequeueContactAndTransferToQueue,
  TransferContactToAgent: transferContactToAgent,
  UpdateContactEventHooks: updateContactEventHooks,
  UpdateContactCallbackNumber: updateContactCallbackNumber,
  UpdateContactRecordingBehavior: updateContactRecordingBehavior,
  UpdateContactRecordingAndAnalyticsBehavior: updateContactRecordingAndAnalyticsBehavior,
  UpdateContactMediaProcessing: updateContactMediaProcessing,
  UpdateContactMediaStreamingBehavior: updateContactMediaStreamingBehavior,
  UpdateContactRoutingBehavior: updateContactRoutingBehavior,
  UpdateContactTextToSpeechVoice: updateContactTextToSpeechVoice,
  UpdatePreviousContactParticipantState: updatePreviousContactParticipantState,
  TagContact: tagContact,
  UntagContact: untagContact,
  InvokeFlowModule: invokeFlowModule,
  EndFlowModuleExecution: endFlowModuleExecution,
  TransferParticipantToThirdParty: transferParticipantToThirdParty,
  // The developer guide spells two of them another way.
  UpdateRoutingCriteria: updateContactRoutingCriteria,
  UnTagContact: untagContact,
};
