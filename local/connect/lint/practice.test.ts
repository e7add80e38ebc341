import { describe } from "vitest";
import type { JsonObject } from "../language/json.ts";
import { aFlow, END, invoke, itFinds, logging, menu, play, store } from "./a-flow.ts";

const KEY = { InputEncryption: { EncryptionKeyId: "key", Key: "-----BEGIN PUBLIC KEY-----" } };
const entry = (text: string, digits: string, more: JsonObject = {}) =>
  aFlow({ it: store("bye", text, digits, more), bye: END });
/** A start in a loop: ask, start, ask again. */
const started = (LambdaInvocationAttributes: JsonObject) =>
  aFlow({
    start: invoke("again", { LambdaInvocationAttributes }),
    again: menu({ 1: "start" }, "bye"),
    bye: END,
  });
const parameters = "/Actions/0/Parameters";

describe("what callers would suffer", () => {
  itFinds("unencrypted-entry", [
    {
      what: "a card number",
      hit: entry("Please enter your card number", "16"),
      finds: ["error", parameters],
      says: /card number.*InputEncryption/,
      miss: entry("Please enter your card number", "16", KEY),
    },
    {
      what: "a PIN, asked for by the prompt before",
      hit: aFlow({ ask: play("it", "Your PIN, please"), it: store("bye", " ", "4"), bye: END }),
      finds: ["warning", "/Actions/1/Parameters"],
      says: /a PIN/,
      miss: aFlow({ ask: play("it", "Spinning up"), it: store("bye", " ", "4"), bye: END }),
    },
    {
      what: "room for a card number",
      hit: entry("Please enter your reference", "13"),
      finds: ["warning", parameters],
      says: /has room/,
      miss: entry("Please enter your reference", "12"),
    },
  ]);

  itFinds("logged-entry", [
    {
      what: "a PIN, while the log is on",
      hit: aFlow({
        on: logging("it", "Enabled"),
        it: store("bye", "Your PIN", "4", KEY),
        bye: END,
      }),
      finds: ["warning", "/Actions/1"],
      says: /logging is on/,
      miss: aFlow({
        on: logging("off", "Enabled"),
        off: logging("it", "Disabled"),
        it: store("bye", "Your PIN", "4", KEY),
        bye: END,
      }),
    },
    {
      what: "a log that is turned off on one of two ways only",
      hit: aFlow({
        ask: menu({ 1: "off" }, "it"),
        off: logging("it", "Disabled"),
        it: store("bye", "Your PIN", "4", KEY),
        bye: END,
      }),
      finds: ["warning", "/Actions/2"],
      says: /whatever the flow before left it/,
      miss: aFlow({ it: store("bye", "How many bedrooms", "1"), bye: END }),
    },
  ]);

  itFinds("async-start", [
    {
      what: "a start in a loop, without a request_id",
      hit: started({ count_max: "3", count: "0" }),
      finds: ["error", `${parameters}/LambdaInvocationAttributes`],
      says: /no request_id/,
      miss: started({ count_max: "3", count: "0", request_id: "$.FlowAttributes.request" }),
    },
    {
      what: "a start in a loop, under one request_id",
      hit: started({ execution_id: "", request_id: "balance" }),
      finds: ["error", `${parameters}/LambdaInvocationAttributes`],
      says: /the same in every round/,
      // Nobody comes by twice.
      miss: aFlow({
        start: invoke("bye", { LambdaInvocationAttributes: { execution_id: "" } }),
        bye: END,
      }),
    },
    {
      what: "a poll that may start anew",
      hit: started({ execution_id: "$.FlowAttributes.execution_id", count: "1" }),
      finds: ["warning", `${parameters}/LambdaInvocationAttributes`],
      says: /no request_id/,
      miss: started({ account: "$.Attributes.account" }),
    },
  ]);

  itFinds("lambda-timeout", [
    {
      what: "less than Connect gives",
      hit: aFlow({ it: invoke("bye", { InvocationTimeLimitSeconds: "3" }), bye: END }),
      finds: ["warning", `${parameters}/InvocationTimeLimitSeconds`],
      says: /3 of the 8 seconds/,
      miss: aFlow({ it: invoke("bye", { InvocationTimeLimitSeconds: 8 }), bye: END }),
    },
  ]);
});
