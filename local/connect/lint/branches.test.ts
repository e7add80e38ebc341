import { describe } from "vitest";
import { type ActionSketch, aFlow, END, invoke, itFinds, menu, play } from "./a-flow.ts";

const fine = aFlow({ hello: play("bye"), bye: END });
const waiting: ActionSketch = {
  Type: "MessageParticipantIteratively",
  Parameters: { Messages: [{ Text: "Please wait" }], InterruptFrequencySeconds: "30" },
  conditions: [["Equals", "MessagesInterrupted", "offer"]],
};
const draft = { Metadata: { status: "SAVED" } };

describe("branches", () => {
  itFinds("structure", [
    {
      what: "an action that is none",
      hit: aFlow({}, { StartAction: "bye", Actions: [7] }),
      finds: ["error", "/Actions/0"],
      says: /expected an object, but it is a number/,
      miss: fine,
    },
  ]);

  itFinds("dangling-target", [
    {
      what: "a NextAction to nowhere, with the nearest name",
      hit: aFlow({ hello: play("goodby"), goodbye: END }),
      finds: ["error", "/Actions/0/Transitions/NextAction"],
      says: /no action "goodby".*Did you mean "goodbye"/,
      miss: aFlow({ hello: play("goodbye"), goodbye: END }),
    },
    {
      what: "a start to nowhere",
      hit: aFlow({ hello: play("bye"), bye: END }, { StartAction: "welcome" }),
      finds: ["error", "/StartAction"],
      says: /no action "welcome"/,
      miss: fine,
    },
    {
      what: "a condition to nowhere",
      hit: aFlow({ ask: menu({ 1: "one" }, "bye"), bye: END }),
      finds: ["error", "/Actions/0/Transitions/Conditions/0/NextAction"],
      says: /no action "one"/,
      miss: aFlow({ ask: menu({ 1: "bye" }, "bye"), bye: END }),
    },
    {
      what: "an error branch that names a type",
      hit: aFlow({ look: invoke("bye", {}, "DisconnectParticipant"), bye: END }),
      finds: ["error", "/Actions/0/Transitions/Errors/0/NextAction"],
      says: /Identifier, not its Type/,
      miss: aFlow({ look: invoke("bye"), bye: END }),
    },
    {
      what: "a loose end of a published flow",
      hit: aFlow({ hello: play(""), bye: END }),
      finds: ["error", "/Actions/0/Transitions/NextAction"],
      says: /leads nowhere/,
      miss: fine,
    },
    {
      what: "a loose end of a draft, which Connect saves",
      hit: aFlow({ hello: play("") }, draft),
      finds: ["warning", "/Actions/0/Transitions/NextAction"],
      says: /leads nowhere/,
      miss: aFlow({ hello: play("bye"), bye: END }, draft),
    },
  ]);

  itFinds("duplicate-identifier", [
    {
      what: "the second of two",
      hit: aFlow(
        {},
        {
          StartAction: "bye",
          Actions: [
            { Identifier: "bye", Type: "DisconnectParticipant" },
            { Identifier: "bye", Type: "EndFlowExecution" },
          ],
        },
      ),
      finds: ["error", "/Actions/1/Identifier"],
      says: /\/Actions\/0 has the same/,
      miss: aFlow({ bye: END, Bye: END }),
    },
  ]);

  itFinds("next-action", [
    {
      what: "an action without a way on",
      hit: aFlow({ hello: { Type: "MessageParticipant", Parameters: { Text: "Hello" } } }),
      finds: ["error", "/Actions/0/Transitions"],
      says: /has no NextAction/,
      // Its conditions cover every case.
      miss: aFlow({ ask: menu({ 1: "bye" }, "bye"), bye: END }),
    },
    {
      what: "a way on from an end",
      hit: aFlow({ bye: { ...END, next: "bye" } }),
      finds: ["warning", "/Actions/0/Transitions"],
      says: /ends the flow here/,
      miss: aFlow({ bye: END }),
    },
  ]);

  itFinds("unreachable-action", [
    {
      what: "an action nothing leads to, though it leads to others",
      hit: aFlow({ hello: play("bye"), alone: play("bye"), bye: END }),
      finds: ["warning", "/Actions/1"],
      says: /no way leads/,
      miss: aFlow({ hello: play("alone"), alone: play("bye"), bye: END }),
    },
  ]);

  itFinds("endless-loop", [
    {
      what: "two functions in turn, for ever",
      hit: aFlow({ hello: play("a"), a: invoke("b"), b: invoke("a"), bye: END }),
      finds: ["error", "/Actions/1"],
      says: /never ends and never speaks to the caller: a, b\./,
      miss: aFlow({ hello: play("a"), a: invoke("b", {}, "bye"), b: invoke("a"), bye: END }),
    },
    {
      what: "an action that leads to itself alone",
      hit: aFlow({ a: invoke("a") }),
      finds: ["error", "/Actions/0"],
      says: /: a\./,
      miss: aFlow({ a: invoke("bye", {}, "a"), bye: END }),
    },
    {
      what: "a menu without an end, out of which one can hang up",
      hit: aFlow({ ask: menu({ 1: "say" }, "ask"), say: play("ask") }),
      finds: ["warning", "/Actions/0"],
      says: /only hanging up.*ask, say/,
      miss: aFlow({ ask: menu({ 1: "say", 2: "bye" }, "ask"), say: play("ask"), bye: END }),
    },
    {
      what: "the last of two loops, and not the one before it",
      hit: aFlow({ a: invoke("b", {}, "c"), b: invoke("a"), c: invoke("c") }),
      finds: ["error", "/Actions/2"],
      says: /: c\./,
      // An agent takes the caller out of the queue.
      miss: aFlow({ hold: waiting, offer: play("hold") }),
    },
  ]);
});
