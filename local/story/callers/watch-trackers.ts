import type { Contact } from "../../connect/contact.ts";
import { HOUR, MINUTE } from "../day.ts";
import type { FlowInvocation } from "../line/flow-invocations.ts";
import type { StoryLine } from "../line/story-line.ts";
import type { Witness } from "../witness.ts";
import type { PromisedTrackers, Task } from "./promised-trackers.ts";
import type { Tally } from "./tally.ts";
import type { FlowFunctions } from "./world.ts";

/** A contact record is there by then, even one that comes late. */
export const RECORD_KNOWN_AFTER: number = 35 * MINUTE;
export const TRACKER_TTL: number = 24 * HOUR;

/** What is kept of a task: its four attributes, and the data that the allow-list names. */
const KEPT =
  /^(active_task_tracker|active_task|tracking_task_title|last_completed_step|(payment|account)_.*)$/;

const CARD_NUMBER = /^\d(?:[ -]?\d){12,18}$/;

/** Learns what callers left behind from how their calls ended, and holds every answer against it. */
export function watchTrackers(
  line: StoryLine,
  { check }: FlowFunctions,
  tally: Tally,
  trackers: PromisedTrackers,
  witness: Witness,
): void {
  line.onContact((eventType, contact) => {
    if (eventType === "DISCONNECTED" && contact.initiationMethod === "INBOUND") ended(contact);
  });
  line.invocations.onInvocation((invocation) => {
    if (invocation.functionName === check) answered(invocation);
  });

  function ended({ customerAddress, attributes, updatedAt }: Contact): void {
    // Nothing is kept of who withholds the number, and so nothing may be offered to them.
    if (customerAddress === "anonymous") return;
    const knownFrom = updatedAt + RECORD_KNOWN_AFTER;
    const flag = attributes["active_task_tracker"];
    if (flag === "0") trackers.finished(customerAddress, knownFrom);
    if (flag !== "1") return;
    const task = taskIn(attributes);
    trackers.cutOff(customerAddress, { ...task, knownFrom, until: updatedAt + TRACKER_TTL });
  }

  function answered({ answer, parameters, customerAddress, contactId, at }: FlowInvocation): void {
    // The store failed, which the flow is told; nothing was said of a task.
    if (answer === undefined || answer["result"] === "FAIL") {
      tally.unanswered.add(contactId);
      return;
    }
    witness.check(
      "answersAreValid",
      !Object.values(answer).some((value) => CARD_NUMBER.test(value)),
      () => "a card number in clear was kept, and given to a flow",
    );
    const action = parameters["action"] === "take" ? "take" : "check";
    const task = answer["tracker_found"] === "true" ? taskIn(answer) : undefined;
    if (trackers.answered(customerAddress, action, task, at)) tally.expired += 1;
    if (action !== "take" || task === undefined) return;
    trackers.took(task, contactId);
    tally.resumed.add(contactId);
  }
}

function taskIn(attributes: Readonly<Record<string, string>>): Task {
  const kept = Object.entries(attributes)
    .filter(([name, value]) => KEPT.test(name) && !CARD_NUMBER.test(value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { reference: attributes["account_reference"] ?? "", kept: JSON.stringify(kept) };
}
