import type { Contact } from "../../../local/connect/contact.ts";
import { type Broken, brokenIn } from "../invariant.ts";
import type { Run } from "../run.ts";

/** Every contact ends once, as its caller ended it, and has one record. */
export function checkContacts(runs: readonly Run[]): readonly Broken[] {
  return brokenIn("contacts", runs, (run) => [
    ...(run.problem === undefined ? [] : [`the call broke off: ${run.problem}`]),
    ...contactsOf(run).flatMap((contact) => ends(run, contact)),
    ...hungUp(run),
  ]);
}

export function contactsOf({ before, call, line }: Run): readonly Contact[] {
  return [...before, call, ...line.simulator.callbacks].flatMap(({ contacts }) => contacts);
}

function ends({ line }: Run, { contactId, initiationMethod }: Contact): readonly string[] {
  const { events, records } = line.emitted;
  const counts = {
    "DISCONNECTED events": events.filter(({ detail }) => {
      const told = detail as Readonly<Record<string, unknown>>;
      return told["contactId"] === contactId && told["eventType"] === "DISCONNECTED";
    }).length,
    "contact records": records.filter((record) => record["ContactId"] === contactId).length,
  };
  return Object.entries(counts)
    .filter(([, count]) => count !== 1)
    .map(([what, count]) => `the ${initiationMethod} contact has ${count} ${what}`);
}

/** The caller hung up when they should, and nowhere else. */
function hungUp({ moment, watcher, call, line }: Run): readonly string[] {
  if (moment === undefined) return [];
  const { inCallback, index, flow, action } = moment;
  const last = watcher.passed.filter((one) => one.inCallback === inCallback).at(-1);
  const reason = (inCallback ? line.simulator.callbacks.at(-1) : call)?.contact.disconnectReason;
  const isThere = last?.index === index && last.flow === flow && last.action === action;
  return isThere && reason === "CUSTOMER_DISCONNECT"
    ? []
    : [`the caller did not hang up there: ${reason} at ${last?.flow}, ${last?.action}`];
}
