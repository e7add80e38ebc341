import type { Contact } from "../../connect/contact.ts";
import type { DemoBank } from "../../demo-bank.ts";

/** What the stack has really heard of contacts, after all that was lost on the way. */
export class Heard {
  /** Contacts of which a line of the flow log switched recording on. */
  readonly #told = new Set<string>();
  /** Of each contact the recording block that ran last, of those of which a line came. */
  readonly #blocks = new Map<string, HeardBlock>();
  /** Contacts of which an event came. */
  readonly #seen = new Set<string>();

  /** The same bank, listened to. */
  listening(bank: DemoBank): DemoBank {
    return {
      ...bank,
      putEvent: (event) => {
        const { contactId } = event.detail as { contactId?: string };
        if (contactId !== undefined) this.#seen.add(contactId);
        bank.putEvent(event);
      },
      putLogLine: (logGroup, line) => {
        if (typeof line === "object") this.#read(line as LogLine, bank.clock.now());
        bank.putLogLine(logGroup, line);
      },
    };
  }

  /**
   * Whether the watch can know that this contact is recorded: its own block said so, or it was seen
   * to follow a contact of which that is known.
   */
  knows(contact: Contact): boolean {
    if (this.#told.has(contact.contactId)) return true;
    const { previous } = contact;
    return previous !== undefined && this.#seen.has(contact.contactId) && this.knows(previous);
  }

  /** When it became known that recording is switched off in the end; undefined: it is not. */
  switchedOff({ contactId }: Contact): number | undefined {
    const last = this.#blocks.get(contactId);
    return last?.on === false ? last.heardAt : undefined;
  }

  #read({ ContactId, ContactFlowModuleType, Parameters, Timestamp }: LogLine, now: number): void {
    if (ContactFlowModuleType !== "SetRecordingBehavior") return;
    const on = Parameters?.RecordingBehaviorOption === "Enable";
    if (on) this.#told.add(ContactId);
    const ranAt = Date.parse(Timestamp);
    const last = this.#blocks.get(ContactId);
    if (last && last.ranAt >= ranAt) return;
    this.#blocks.set(ContactId, { on, ranAt, heardAt: now });
  }
}

/** Times are epoch milliseconds. */
interface HeardBlock {
  readonly on: boolean;
  readonly ranAt: number;
  readonly heardAt: number;
}

interface LogLine {
  readonly Timestamp: string;
  readonly ContactId: string;
  readonly ContactFlowModuleType: string;
  readonly Parameters?: { readonly RecordingBehaviorOption?: string };
}
