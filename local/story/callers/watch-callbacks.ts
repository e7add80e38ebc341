import type { Contact } from "../../connect/contact.ts";
import type { FlowInvocation } from "../line/flow-invocations.ts";
import type { StoryLine } from "../line/story-line.ts";
import type { PromisedCallbacks } from "./promised-callbacks.ts";
import type { Tally } from "./tally.ts";
import type { FlowFunctions } from "./world.ts";

/** Learns of claims from what flows were answered, and of their end from what became of contacts. */
export function watchCallbacks(
  line: StoryLine,
  functions: FlowFunctions,
  tally: Tally,
  callbacks: PromisedCallbacks,
): void {
  line.invocations.onInvocation((invocation) => {
    if (invocation.functionName === functions.set) answered(invocation);
  });
  line.onContact((eventType, contact) => {
    const at = contact.updatedAt;
    const ended = eventType === "DISCONNECTED";
    if (contact.initiationMethod === "CALLBACK") {
      // An agent who is connected, or an end of any kind: the callback came about, or never will.
      if (ended || eventType === "CONNECTED_TO_AGENT") {
        callbacks.over(contact.root, contact.customerAddress, at);
      }
    } else if (ended && withoutCallback(contact)) callbacks.allOver(contact.root, at);
  });

  function answered({ parameters, answer, root, contactId, at }: FlowInvocation): void {
    if (answer?.["duplicate"] === "true") tally.duplicatesRefused += 1;
    if (answer?.["result"] !== "SUCCESS") return;
    const { callback_number: number = "", queue = "" } = parameters;
    if (callbacks.promised(number, queue, root, at)) tally.claims += 1;
    const contact = line.simulator.contact(contactId);
    // The caller hung up while the function was at work: no callback comes of it.
    if (contact?.disconnectedAt !== undefined && withoutCallback(contact)) {
      callbacks.allOver(root, at);
    }
  }
}

function withoutCallback({ nextContactId }: Contact): boolean {
  return nextContactId === undefined;
}
