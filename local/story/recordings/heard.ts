import type { Contact } from "../../connect/contact.ts";
import type { DemoBank } from "../../demo-bank.ts";

/** What the stack has really heard of contacts, after all that was lost on the way. */
export class Heard {
  /** Contacts of which a line of the flow log switched recording on. */
  readonly #told = new Set<string>();
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
        if (typeof line === "object") this.#read(line as LogLine);
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

  #read({ ContactId, ContactFlowModuleType, Parameters }: LogLine): void {
    const on = Parameters?.RecordingBehaviorOption === "Enable";
    if (ContactFlowModuleType === "SetRecordingBehavior" && on) this.#told.add(ContactId);
  }
}

interface LogLine {
  readonly ContactId: string;
  readonly ContactFlowModuleType: string;
  readonly Parameters?: { readonly RecordingBehaviorOption?: string };
}
