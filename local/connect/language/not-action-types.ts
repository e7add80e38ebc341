/**
 * Names that flows carry for action types and that are none: block names of the console, module
 * names of exports before 2020, inventions of generators. Connect refuses each. What was meant
 * stands beside it.
 */
const MEANT: Readonly<Record<string, string>> = {
  AddToPlayLoop: "MessageParticipantIteratively",
  AssignContactFlow: "UpdateContactEventHooks",
  ChangeRoutingPriority: "UpdateContactRoutingBehavior",
  CheckAttribute: "Compare",
  CheckContactAttributes: "Compare",
  CheckQueueStatus: "CheckMetricData",
  CheckStaffing: "CheckMetricData",
  ConnectParticipant: "MessageParticipant",
  CreateCallback: "CreateCallbackContact",
  Dial: "TransferParticipantToThirdParty",
  Disconnect: "DisconnectParticipant",
  DistributeByPercent: "DistributeByPercentage",
  EndFlow: "EndFlowExecution",
  GetCustomerInput: "GetParticipantInput",
  GetDigits: "GetParticipantInput",
  GetMetrics: "GetMetricData",
  GetQueueMetrics: "GetMetricData",
  GetUserInput: "GetParticipantInput",
  HangUp: "DisconnectParticipant",
  InvokeExternalResource: "InvokeLambdaFunction",
  InvokeLambda: "InvokeLambdaFunction",
  InvokeModule: "InvokeFlowModule",
  LoopPrompts: "MessageParticipantIteratively",
  PlayPrompt: "MessageParticipant",
  Resume: "EndFlowExecution",
  ReturnFromFlowModule: "EndFlowModuleExecution",
  ReturnFromModule: "EndFlowModuleExecution",
  SetAttributes: "UpdateContactAttributes",
  SetCallbackNumber: "UpdateContactCallbackNumber",
  SetContactAttributes: "UpdateContactAttributes",
  SetContactData: "UpdateContactData",
  SetContactFlow: "UpdateContactEventHooks",
  SetCustomerQueueFlow: "UpdateContactEventHooks",
  SetDisconnectFlow: "UpdateContactEventHooks",
  SetEventHook: "UpdateContactEventHooks",
  SetHoldFlow: "UpdateContactEventHooks",
  SetLoggingBehavior: "UpdateFlowLoggingBehavior",
  SetQueue: "UpdateContactTargetQueue",
  SetRecordingBehavior: "UpdateContactRecordingBehavior",
  SetRoutingCriteria: "UpdateContactRoutingCriteria",
  SetVoice: "UpdateContactTextToSpeechVoice",
  SetWhisperFlow: "UpdateContactEventHooks",
  SetWorkingQueue: "UpdateContactTargetQueue",
  Start: "the StartAction of the flow, which names its first action",
  StoreCustomerInput: 'GetParticipantInput with StoreInput "True"',
  StoreUserInput: 'GetParticipantInput with StoreInput "True"',
  Transfer: "TransferContactToQueue or TransferToFlow",
  TransferContactToFlow: "TransferToFlow",
  TransferContactToPhoneNumber: "TransferParticipantToThirdParty",
  TransferToAgent: "TransferContactToAgent",
  TransferToPhoneNumber: "TransferParticipantToThirdParty",
  TransferToQueue: "TransferContactToQueue (after UpdateContactTargetQueue)",
};

/** What the author of this name probably meant; undefined for a name nobody has met. */
export function meantBy(name: string): string | undefined {
  return Object.hasOwn(MEANT, name) ? MEANT[name] : undefined;
}
