/** What actions of a flow set for a contact, and later parts of its life read. */
export class ContactSettings {
  /** Whether blocks write flow-log lines; new segments inherit it. */
  flowLogging = false;
  /** Flows by hook: CustomerQueue, CustomerHold, CustomerRemaining, AgentWhisper … */
  readonly hooks: Map<string, string> = new Map();
  /** Whose side of an agent conversation is recorded. */
  recordedParticipants: readonly string[] = [];
  ivrRecording = false;
  /** ARN of the working queue. */
  targetQueue: string | undefined;
  /** ARN or id of an agent, where the working queue is theirs. */
  targetAgent: string | undefined;
  callbackNumber: string | undefined;
  voice = "Joanna";
  languageCode = "en-US";
  name: string | undefined;
  description: string | undefined;
  customerId: string | undefined;
  readonly references: Record<string, unknown> = {};
  readonly tags: Record<string, string> = {};
  /** 1 is the most urgent. */
  queuePriority = 5;
  queueTimeAdjustmentSeconds = 0;
  /** Since when the customer's audio is streamed; epoch milliseconds. */
  streamingSince: number | undefined;

  /**
   * A transfer goes on with what was set; a callback is another call, which takes over the flow
   * logging (developer guide, UpdateFlowLoggingBehavior), voice and language only: its recording is
   * set in its outbound whisper flow.
   */
  constructor(initiationMethod: string, previous?: ContactSettings) {
    if (previous === undefined) return;
    this.flowLogging = previous.flowLogging;
    this.voice = previous.voice;
    this.languageCode = previous.languageCode;
    if (initiationMethod === "CALLBACK" || initiationMethod === "EXTERNAL_OUTBOUND") return;
    for (const [hook, flow] of previous.hooks) this.hooks.set(hook, flow);
    this.recordedParticipants = previous.recordedParticipants;
    this.callbackNumber = previous.callbackNumber;
    this.customerId = previous.customerId;
    this.queuePriority = previous.queuePriority;
  }
}
