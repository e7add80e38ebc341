import { expect } from "vitest";
import type { CallbacksRoom } from "./callbacks-room.ts";
import type { ContactEventDetail } from "./factories/contact-event.ts";
import { anId } from "./factories/id.ts";
import { aPhoneNumber } from "./factories/phone-number.ts";
import { eventTime, MORNING } from "./factories/time.ts";

/** Delivers an event of one contact; tells its outcome. */
type ContactOf = (
  eventType: string,
  more?: Partial<ContactEventDetail>,
) => Promise<string | undefined>;

/** Somebody who asked for a callback half a minute ago. */
export class CallbackCaller {
  readonly number: string = aPhoneNumber();
  readonly contactId: string = anId();
  readonly #room: CallbacksRoom;

  constructor(room: CallbacksRoom) {
    this.#room = room;
  }

  static async whoAsked(room: CallbacksRoom): Promise<CallbackCaller> {
    room.clock.time = MORNING;
    room.maximumAttempts = 1;
    room.poisoned.length = 0;
    room.tables.faults.reset();
    const caller = new CallbackCaller(room);
    await caller.asks();
    room.clock.time += 30_000;
    return caller;
  }

  async asks(contactId: string = this.contactId, queue = ""): Promise<void> {
    const contact = { ContactId: contactId, InitialContactId: this.contactId };
    const answer = await this.#room.set({ callback_number: this.number, queue }, contact);
    expect(answer["result"]).toBe("SUCCESS");
  }

  /** A contact that calls them back, created now; each use is another event of it. */
  callback(given: Partial<ContactEventDetail> = {}): ContactOf {
    const contact = {
      contactId: anId(),
      initialContactId: this.contactId,
      previousContactId: this.contactId,
      initiationMethod: "CALLBACK",
      initiationTimestamp: eventTime(this.#room.clock.time),
      ...given,
    };
    return (eventType, more = {}) => this.#room.event({ ...contact, eventType, ...more });
  }

  async isFree(queue?: string): Promise<boolean> {
    const key = queue === undefined ? this.number : `${this.number}#${queue}`;
    return (await this.#room.claim(key)) === undefined;
  }
}
