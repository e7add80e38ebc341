import type { CallbacksRoom } from "./callbacks-room.ts";
import type { Choices } from "./choices.ts";
import { type ContactEventDetail, connectedAt } from "./factories/contact-event.ts";
import { aContactRecord, type ContactRecordJson } from "./factories/contact-record.ts";
import { anId } from "./factories/id.ts";
import { aPhoneNumber } from "./factories/phone-number.ts";
import { eventTime } from "./factories/time.ts";

const TTL_MS = 86_400_000;

/** A claim that a flow was told of. */
interface Promised {
  readonly key: string;
  readonly root: string;
  readonly contactId: string;
  readonly expiresAt: number;
  /** Something arrived since that is a reason to end it, or its chain made it anew. */
  over: boolean;
}

/** One callback, of one or more attempts; each attempt is a contact. */
interface Callback {
  readonly key: string;
  readonly root: string;
  /** The promises it may fulfil: those made before it. */
  readonly promises: readonly Promised[];
  /** Attempts of whose end something was heard. */
  readonly ended: Set<string>;
}

/** Something on its way to a function. `arrives` is what its arrival means in the world. */
interface Mail {
  readonly arrives: () => void;
  readonly deliver: () => Promise<unknown>;
}

/**
 * Callers who ask for callbacks to one number, with and without a queue, and all that Connect sends
 * because of them: at least once, in any order, several at a time. It keeps its own account of which
 * promises hold, from what happened in the world and never from the table.
 */
export class CallbackWorld {
  /** Promises that were given to another chain too, or forgotten; there must be none. */
  readonly broken: Promised[] = [];
  readonly promises: Promised[] = [];
  readonly keys: readonly string[];
  readonly #room: CallbacksRoom;
  readonly #choices: Choices;
  readonly #mail: Mail[] = [];
  /** What the calls that go on will do next, each one thing. */
  readonly #calls: (() => Promise<void>)[] = [];

  constructor(room: CallbacksRoom, choices: Choices, callers: number) {
    this.#room = room;
    this.#choices = choices;
    const number = aPhoneNumber();
    this.keys = [number, `${number}#sales`];
    for (let i = 0; i < callers; i += 1) {
      const contactId = anId();
      this.#asks(contactId, contactId);
    }
  }

  /** Lets everything happen, until all calls are over and all mail has arrived. */
  async run(): Promise<void> {
    while (this.#calls.length + this.#mail.length > 0) {
      // Whole seconds, as the claims' expiry; more than the two by which clocks may differ.
      this.#room.clock.time += this.#choices.once(30) ? TTL_MS : 5_000;
      const together = 1 + this.#choices.below(3);
      const work: Promise<unknown>[] = [];
      for (let i = 0; i < together; i += 1) work.push(...this.#next());
      await Promise.all(work);
      for (const promise of this.promises) {
        if (this.#holds(promise)) await this.#look(promise);
      }
    }
  }

  #holds({ over, expiresAt }: Promised): boolean {
    return !over && expiresAt > this.#room.clock.now();
  }

  async #look(promise: Promised): Promise<void> {
    const claim = await this.#room.claim(promise.key);
    if (claim?.["initial_contact_id"]?.S !== promise.root) this.broken.push(promise);
  }

  #next(): Promise<unknown>[] {
    const [calls, mail] = [this.#calls, this.#mail];
    if (calls.length > 0 && (mail.length === 0 || this.#choices.below(3) === 0)) {
      return [this.#choices.take(calls)()];
    }
    if (mail.length === 0) return [];
    const { arrives, deliver } = this.#choices.take(mail);
    arrives();
    return [deliver()];
  }

  /** A flow asks, and is retried, several times at once; then it goes by what it was told. */
  #asks(contactId: string, root: string): void {
    const key = this.keys[this.#choices.below(2)] ?? "";
    const times = 1 + this.#choices.below(3);
    const contact = { ContactId: contactId, InitialContactId: root };
    this.#calls.push(async () => {
      const asked = Array.from({ length: times }, () => this.#room.set(request(key), contact));
      const told = (await Promise.all(asked)).map((answer) => answer["message"]);
      if (told.includes("TABLE_UPDATED")) this.#promise({ key, root, contactId });
      // A flow that hears of an error offers the callback all the same.
      if (told.every((message) => message === "CALLBACK_EXISTS")) this.#hangsUp(contactId, root);
      else this.#goesOn(key, contactId, root);
    });
  }

  #promise(made: Pick<Promised, "key" | "root" | "contactId">): void {
    const { key, root } = made;
    const others = this.promises.filter((other) => other.key === key && this.#holds(other));
    this.broken.push(...others.filter((other) => other.root !== root));
    end(others);
    this.promises.push({ ...made, expiresAt: this.#room.clock.now() + TTL_MS, over: false });
  }

  #goesOn(key: string, contactId: string, root: string): void {
    const what = this.#choices.below(5);
    if (what === 0) {
      this.#hangsUp(contactId, root);
      return;
    }
    if (what === 1) {
      this.#calls.push(async () => {
        end(this.promises.filter((promise) => promise.key === key && promise.root === root));
        await this.#room.clear(request(key), { ContactId: contactId, InitialContactId: root });
        this.#hangsUp(contactId, root);
      });
      return;
    }
    this.#calls.push(async () => {
      const attempt = anId();
      this.#record({ ContactId: contactId, InitialContactId: root, NextContactId: attempt });
      const promises = this.promises.filter(
        (promise) => promise.key === key && promise.root === root,
      );
      this.#attempt({ key, root, promises, ended: new Set() }, attempt, contactId, 1);
    });
  }

  #hangsUp(contactId: string, root: string): void {
    const own = this.promises.filter((promise) => promise.contactId === contactId);
    this.#record({ ContactId: contactId, InitialContactId: root }, () => end(own));
  }

  /** Connect calls back: an agent and the customer are connected, or it ends and is tried again. */
  #attempt(callback: Callback, contactId: string, previous: string, count: number): void {
    const contact = {
      contactId,
      initialContactId: callback.root,
      previousContactId: previous,
      initiationMethod: "CALLBACK",
      initiationTimestamp: eventTime(this.#room.clock.now()),
    };
    this.#event({ ...contact, eventType: "INITIATED" });
    this.#event({ ...contact, eventType: "QUEUED" });
    this.#calls.push(async () => {
      const now = this.#room.clock.now();
      if (this.#choices.below(2) === 0) {
        this.#connected({ ...contact, ...connectedAt(now) }, callback);
        if (this.#choices.once(2)) this.#asks(contactId, callback.root);
        else this.#hangsUp(contactId, callback.root);
        return;
      }
      const disconnectTimestamp = eventTime(now);
      const arrives = () => {
        callback.ended.add(contactId);
        if (callback.ended.size >= this.#room.maximumAttempts) end(callback.promises);
      };
      this.#event({ ...contact, disconnectTimestamp, eventType: "DISCONNECTED" }, arrives);
      this.#event({ ...contact, disconnectTimestamp, eventType: "COMPLETED" }, arrives);
      if (count === this.#room.maximumAttempts) return;
      const before = this.#choices.below(2) === 0 ? contactId : previous;
      this.#attempt(callback, anId(), before, count + 1);
    });
  }

  #connected(contact: Partial<ContactEventDetail>, { promises }: Callback): void {
    const disconnectTimestamp = eventTime(this.#room.clock.now() + 60_000);
    this.#event({ ...contact, eventType: "CONNECTED_TO_AGENT" }, () => end(promises));
    for (const eventType of ["DISCONNECTED", "COMPLETED"]) {
      this.#event({ ...contact, disconnectTimestamp, eventType }, () => end(promises));
    }
  }

  #event(detail: Partial<ContactEventDetail>, arrives: () => void = () => {}): void {
    this.#send(arrives, () => this.#room.event(detail));
  }

  #record(record: Partial<ContactRecordJson>, arrives: () => void = () => {}): void {
    this.#send(arrives, async () => {
      const { batchItemFailures } = await this.#room.batch([aContactRecord(record)]);
      if (batchItemFailures.length > 0) throw new Error("reported, to be delivered again");
    });
  }

  /** Some twice from the beginning, and each again when its function failed. */
  #send(arrives: () => void, deliver: () => Promise<unknown>): void {
    const mail: Mail = {
      arrives,
      deliver: () => deliver().catch(() => this.#mail.push(mail)),
    };
    this.#mail.push(mail);
    if (this.#choices.once(3)) this.#mail.push(mail);
  }
}

function end(promises: readonly Promised[]): void {
  for (const promise of promises) promise.over = true;
}

function request(key: string): Record<string, string> {
  const [callback_number = "", queue = ""] = key.split("#");
  return { callback_number, queue };
}
