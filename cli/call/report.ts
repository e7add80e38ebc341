import type { Played } from "../../local/bank-line/telephone/play-script.ts";
import type { TelephoneLine } from "../../local/bank-line/telephone/telephone-line.ts";
import { transcriptOf } from "../../local/bank-line/telephone/transcript.ts";
import type { Call } from "../../local/connect/simulator/call.ts";

/** What `linekeeper call --json` prints: the call itself, or `calls` where the script has several. */
export function reportOf(
  { calls, callbacks, problem }: Played,
  { emitted }: Pick<TelephoneLine, "emitted">,
): object {
  const reports = calls.map((call) => callReport(call, emitted));
  const [only] = reports;
  return {
    ...(reports.length === 1 ? only : { calls: reports }),
    callbacks: callbacks.map((call) => callReport(call, emitted)),
    ...(problem && { problem: { name: problem.name, message: problem.message } }),
  };
}

function callReport({ contact, contacts, trace }: Call, emitted: TelephoneLine["emitted"]) {
  const ids = new Set(contacts.map(({ contactId }) => contactId));
  const began = contacts[0]?.initiatedAt ?? 0;
  return {
    /** Seconds from the beginning of the call. */
    transcript: transcriptOf(trace).map(({ at, who, text }) => ({
      at: (at - began) / 1000,
      who,
      text,
    })),
    path: trace.path.map(({ flow, identifier, type, branch }) => ({
      flow,
      identifier,
      type,
      branch: branch ?? null,
    })),
    attributes: contact.attributes,
    disconnectReason: contact.disconnectReason ?? null,
    records: {
      contactEvents: emitted.events.filter(({ detail }) => ids.has(contactIdOf(detail))),
      contactRecords: emitted.records.filter(({ ContactId }) => ids.has(String(ContactId))),
      flowLogs: emitted.flowLogs.filter(({ ContactId }) => ids.has(ContactId)),
    },
  };
}

function contactIdOf(detail: unknown): string {
  return (detail as { readonly contactId?: string } | undefined)?.contactId ?? "";
}
