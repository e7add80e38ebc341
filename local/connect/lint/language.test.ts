import { describe } from "vitest";
import { type ActionSketch, aFlow, END, invoke, itFinds, menu, play } from "./a-flow.ts";

const rewritten = (sketch: ActionSketch, more: Partial<ActionSketch>) =>
  aFlow({ it: { ...sketch, ...more }, bye: END });
const compare: ActionSketch = {
  Type: "Compare",
  Parameters: { ComparisonValue: "$.Attributes.language" },
  errors: { NoMatchingCondition: "bye" },
  conditions: [["Equals", "en", "bye"]],
};
const loop: ActionSketch = {
  Type: "Loop",
  Parameters: { LoopCount: "3" },
  conditions: [
    ["Equals", "ContinueLooping", "it"],
    ["Equals", "DoneLooping", "bye"],
  ],
};
const queue: ActionSketch = {
  Type: "UpdateContactTargetQueue",
  Parameters: { QueueId: "placeholder" },
  next: "bye",
  errors: { NoMatchingError: "bye" },
};
const staffing: ActionSketch = {
  Type: "CheckMetricData",
  Parameters: { MetricType: "NumberOfAgentsAvailable" },
  errors: { NoMatchingError: "bye", NoMatchingCondition: "bye" },
  conditions: [["NumberGreaterThan", "0", "bye"]],
};
const callback: ActionSketch = {
  Type: "UpdateContactCallbackNumber",
  Parameters: { CallbackNumber: "$.StoredCustomerInput" },
  next: "bye",
  errors: { InvalidCallbackNumber: "bye", CallbackNumberNotDialable: "bye" },
};
const recording: ActionSketch = {
  Type: "UpdateContactRecordingBehavior",
  Parameters: { RecordingBehavior: { RecordedParticipants: ["Agent", "Customer"] } },
  next: "bye",
};
const typed = (type: string, sketch: ActionSketch) =>
  aFlow({ it: sketch, bye: END }, { Metadata: { type } });
const identified = (Identifier: string) =>
  aFlow({}, { StartAction: Identifier, Actions: [{ Identifier, Type: "DisconnectParticipant" }] });
const many = (count: number) =>
  aFlow(
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, play(`a${at + 1}`)])),
  );

describe("the Flow language", () => {
  itFinds("unknown-type", [
    {
      what: "a console's word for a block",
      hit: rewritten(compare, { Type: "CheckAttribute" }),
      finds: ["error", "/Actions/0/Type"],
      says: /CheckAttribute is not.*Use Compare/,
      miss: rewritten(compare, {}),
    },
    {
      what: "a slip of the pen",
      hit: rewritten(queue, { Type: "UpdateContactTargetQueu" }),
      finds: ["error", "/Actions/0/Type"],
      says: /Use UpdateContactTargetQueue/,
      miss: rewritten(queue, {}),
    },
    {
      what: "a name that every object has",
      hit: aFlow({ it: { ...END, Type: "constructor" } }),
      finds: ["error", "/Actions/0/Type"],
      says: /an export/,
      // Of the designer alone, described nowhere.
      miss: aFlow({ it: { ...END, Type: "RenderMessageTemplate" } }),
    },
  ]);

  itFinds("outdated-type", [
    {
      what: "the guide's spelling",
      hit: aFlow({ it: { Type: "UnTagContact", Parameters: { TagKeys: ["a"] }, next: "it" } }),
      finds: ["warning", "/Actions/0/Type"],
      says: /Write UntagContact/,
      miss: aFlow({ it: { Type: "UntagContact", Parameters: { TagKeys: ["a"] }, next: "it" } }),
    },
  ]);

  itFinds("outdated-type", [
    {
      what: "what AWS has ended",
      hit: aFlow({ it: { Type: "StartVoiceIdStream", next: "it" } }),
      finds: ["warning", "/Actions/0/Type"],
      says: /ended support/,
      miss: aFlow({ it: { Type: "ResumeContact", next: "it" } }),
    },
  ]);

  itFinds("error-branches", [
    {
      what: "a branch the guide has, and the service does not insist on",
      hit: aFlow({ it: { Type: "CreateWisdomSession", next: "bye" }, bye: END }),
      finds: ["warning", "/Actions/0/Transitions/Errors"],
      says: /the contact ends when it happens/,
      miss: rewritten(play("bye"), {}),
    },
    {
      what: "a required branch that is missing",
      hit: rewritten(invoke("bye"), { errors: {} }),
      finds: ["error", "/Actions/0/Transitions/Errors"],
      says: /no branch for NoMatchingError/,
      miss: rewritten(invoke("bye"), {}),
    },
    {
      what: "every branch of a menu",
      hit: rewritten(menu({ 1: "bye" }, "bye"), { errors: { NoMatchingError: "bye" } }),
      finds: ["error", "/Actions/0/Transitions/Errors"],
      says: /InputTimeLimitExceeded, NoMatchingCondition/,
      miss: rewritten(menu({ 1: "bye" }, "bye"), {}),
    },
    {
      what: "a branch that Connect refuses",
      hit: rewritten(compare, { errors: { NoMatchingCondition: "bye", NoMatchingError: "bye" } }),
      finds: ["error", "/Actions/0/Transitions/Errors/1/ErrorType"],
      says: /takes no branch for NoMatchingError/,
      miss: rewritten(callback, {}),
    },
    {
      what: "a branch on which documents disagree",
      hit: rewritten(recording, { errors: { NoMatchingError: "bye" } }),
      finds: ["warning", "/Actions/0/Transitions/Errors/0/ErrorType"],
      says: /not known to fail/,
      miss: rewritten(recording, {}),
    },
    {
      what: "a misspelt error",
      hit: rewritten(play("bye"), { errors: { NoMatchingErrors: "bye" } }),
      finds: ["warning", "/Actions/0/Transitions/Errors/0/ErrorType"],
      says: /Did you mean NoMatchingError\?/,
      miss: rewritten(play("bye"), { errors: { NoMatchingError: "bye" } }),
    },
  ]);

  itFinds("conditions", [
    {
      what: "the guide's name of an operator",
      hit: rewritten(compare, { conditions: [["NumericLessThan", "3", "bye"]] }),
      finds: ["error", "/Actions/0/Transitions/Conditions/0/Condition/Operator"],
      says: /Use NumberLessThan/,
      miss: rewritten(compare, { conditions: [["NumberLessThan", "3", "bye"]] }),
    },
    {
      what: "two keys in a menu",
      hit: rewritten(menu({ 12: "bye" }, "bye"), {}),
      finds: ["error", "/Actions/0/Transitions/Conditions/0/Condition/Operands"],
      says: /never this operand/,
      miss: rewritten(menu({ "*": "bye" }, "bye"), {}),
    },
    {
      what: "a loop without its end",
      hit: rewritten(loop, { conditions: [["Equals", "ContinueLooping", "bye"]] }),
      finds: ["error", "/Actions/0/Transitions/Conditions"],
      says: /no branch for DoneLooping/,
      miss: rewritten(loop, {}),
    },
    {
      what: "conditions on an action that has no result",
      hit: rewritten(queue, { conditions: [["Equals", "1", "bye"]] }),
      finds: ["error", "/Actions/0/Transitions/Conditions"],
      says: /takes no conditions/,
      miss: rewritten(queue, {}),
    },
    {
      what: "staffing held against another number",
      hit: rewritten(staffing, { conditions: [["NumberGreaterThan", "3", "bye"]] }),
      finds: ["error", "/Actions/0/Transitions/Conditions/0/Condition/Operands"],
      says: /It is one of 0/,
      miss: rewritten(staffing, {}),
    },
    {
      what: "the same condition twice",
      hit: rewritten(compare, {
        conditions: [
          ["Equals", "en", "bye"],
          ["Equals", "en", "it"],
        ],
      }),
      finds: ["warning", "/Actions/0/Transitions/Conditions/1/Condition"],
      says: /never taken/,
      miss: rewritten(compare, {}),
    },
  ]);

  itFinds("flow-type", [
    {
      what: "a menu in a customer hold flow",
      hit: typed("customerHold", menu({ 1: "bye" }, "bye")),
      finds: ["error", "/Actions/0/Type"],
      says: /cannot stand.*customerHold/,
      miss: typed("customerQueue", menu({ 1: "bye" }, "bye")),
    },
    {
      what: "an action the guide does not have there, by the API's name of the type",
      hit: typed("OUTBOUND_WHISPER", queue),
      finds: ["warning", "/Actions/0/Type"],
      says: /not documented.*outboundWhisper/,
      miss: aFlow({ it: queue, bye: END }),
    },
    {
      what: "a type that is none",
      hit: typed("customerQueu", queue),
      finds: ["warning", "/Metadata/type"],
      says: /Did you mean customerQueue/,
      miss: typed("contactFlow", queue),
    },
  ]);

  itFinds("limits", [
    {
      what: "251 actions",
      hit: many(251),
      finds: ["error", "/Actions"],
      says: /at most 250 actions/,
      miss: many(99),
    },
    {
      what: "more blocks than the console imports",
      hit: many(100),
      finds: ["warning", "/Actions"],
      says: /fewer than 100 blocks/,
      miss: many(99),
    },
    {
      what: "a character an identifier may not have",
      hit: identified("Press 1 (yes)"),
      finds: ["error", "/Actions/0/Identifier"],
      says: /may not contain \(/,
      miss: identified("Press 1 – ja?"),
    },
    {
      what: "51 characters",
      hit: identified("a".repeat(51)),
      finds: ["error", "/Actions/0/Identifier"],
      says: /at most 50/,
      miss: identified("a".repeat(50)),
    },
    {
      what: "an identifier of JavaScript's own",
      hit: identified("toString"),
      finds: ["error", "/Actions/0/Identifier"],
      says: /keeps this identifier/,
      miss: identified("tostring"),
    },
  ]);

  itFinds("wait-on-voice", [
    {
      what: "a plain Wait",
      hit: aFlow({ it: { Type: "Wait", Parameters: { TimeLimitSeconds: "5" } } }),
      finds: ["warning", "/Actions/0"],
      says: /does not wait/,
      miss: aFlow({
        it: { Type: "Wait", Parameters: { TimeLimitSeconds: "5", Events: ["CustomerReturned"] } },
      }),
    },
  ]);
});
