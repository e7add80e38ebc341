import type { Instance } from "../connect/contact.ts";
import type { Emissions } from "../connect/emissions/emissions.ts";
import type { LocalStack } from "../local-stack.ts";

/** What Connect would emit goes to the functions of a stack that wait for it. */
export function stackEmissions(
  stack: Pick<LocalStack, "putEvent" | "putContactRecord" | "putLogLine" | "objects">,
  instance: Instance,
  bucket: string,
): Emissions {
  return {
    flowLog: (line) => stack.putLogLine(`/aws/connect/${instance.alias}`, line),
    contactEvent: (event) => stack.putEvent(event),
    contactRecord: (record, contactId) => stack.putContactRecord(record, contactId),
    recordings: { name: bucket, put: (key, bytes) => stack.objects.put(bucket, key, bytes) },
  };
}

/** The same to two; a recording is put where the second one puts it. */
export function both(first: Emissions, second: Emissions): Emissions {
  return {
    flowLog(line) {
      first.flowLog(line);
      second.flowLog(line);
    },
    contactEvent(event) {
      first.contactEvent(event);
      second.contactEvent(event);
    },
    contactRecord(record, contactId) {
      first.contactRecord(record, contactId);
      second.contactRecord(record, contactId);
    },
    recordings: second.recordings,
  };
}
