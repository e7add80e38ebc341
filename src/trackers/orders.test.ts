import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Choices } from "../../test/choices.ts";
import { anId } from "../../test/factories/id.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import {
  type Call,
  LEASE_SECONDS,
  openTrackersRoom,
  type TrackersRoom,
  TTL_SECONDS,
} from "../../test/trackers-room.ts";

let room: TrackersRoom;
beforeAll(async () => {
  room = await openTrackersRoom();
}, 60_000);
afterAll(() => room.tables.close());

/** A copy of a call's record; a call's end never changes, what else it says may. */
type Copy = Omit<Call, "caller"> & { readonly endedAt: number; readonly updatedAt: number };

const copies = (contactId: string, endedAt: number): fc.Arbitrary<Copy[]> =>
  fc
    .uniqueArray(
      fc.record({
        updatedAt: fc.integer({ min: endedAt, max: endedAt + 600 }),
        flag: fc.constantFrom("1" as const, "0" as const),
        attributes: fc.record({ account_number: fc.stringMatching(/^[0-9]{4}$/) }),
      }),
      { selector: (copy) => copy.updatedAt, minLength: 1, maxLength: 3 },
    )
    .map((said) => said.map((copy) => ({ ...copy, contactId, endedAt })));

/** The records of some calls of one caller, in the order in which they came to be. */
const history: fc.Arbitrary<Copy[]> = fc
  .uniqueArray(fc.integer({ min: 60, max: 7_000 }), { minLength: 1, maxLength: 4 })
  .chain((ends) => fc.tuple(...ends.sort((a, b) => a - b).map((end) => copies(anId(), end))))
  .map((calls) => calls.flatMap((call) => call.sort((a, b) => a.updatedAt - b.updatedAt)));

test("in any order, with any repeats, several at a time, records leave what they leave in order", async () => {
  const numbers = fc.array(fc.nat(999), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(history, numbers, async (records, list) => {
      room.clock.time = MORNING + 7_200_000;
      const [tidy, wild] = [aPhoneNumber(), aPhoneNumber()];
      for (const record of records) await room.record({ ...record, caller: tidy });
      const choices = new Choices(list);
      const mail = [...records, ...records.filter(() => choices.once(2))];
      while (mail.length > 0) {
        const together = Array.from({ length: Math.min(mail.length, 1 + choices.below(3)) }, () =>
          choices.take(mail),
        );
        await Promise.all(together.map((record) => room.record({ ...record, caller: wild })));
      }
      const { caller_id: _, ...left } = (await room.item(wild)) ?? {};
      const { caller_id: __, ...expected } = (await room.item(tidy)) ?? {};
      expect(left).toEqual(expected);
    }),
    { numRuns: 20, interruptAfterTimeLimit: 30_000 },
  );
}, 60_000);

interface Lease {
  readonly to: string;
  readonly contactId: string;
  readonly until: number;
}

/** What is known of a caller: the newest word on their task, and who holds it. */
class Caller {
  readonly number: string = aPhoneNumber();
  readonly contacts: readonly string[] = [anId(), anId()];
  #newest: Omit<Copy, "endedAt"> & { readonly endedAt: number } = {
    flag: "0",
    contactId: "",
    endedAt: 0,
    updatedAt: 0,
  };
  #lease: Lease | undefined;

  hear(copy: Copy): void {
    const { contactId, endedAt, updatedAt } = this.#newest;
    const newer =
      copy.contactId === contactId ? copy.updatedAt > updatedAt : copy.endedAt > endedAt;
    if (newer && copy.endedAt + TTL_SECONDS > now()) this.#newest = copy;
  }

  /** The call of this contact ended, and said nothing of a task. */
  endedSilently(contactId: string): void {
    if (this.#lease?.to === contactId) this.#lease = undefined;
  }

  /** What may be handed to a flow of this caller now. */
  get account(): string | undefined {
    const { flag, endedAt, attributes } = this.#newest;
    const live = flag === "1" && Math.floor(endedAt) + TTL_SECONDS > Math.floor(now());
    return live ? attributes?.["account_number"] : undefined;
  }

  takenBy(contactId: string): string | undefined {
    const lease = this.#lease;
    const held =
      lease && lease.contactId === this.#newest.contactId && lease.until > now() ? lease.to : "";
    if (this.account === undefined || (held && held !== contactId)) return undefined;
    this.#lease = {
      to: contactId,
      contactId: this.#newest.contactId ?? "",
      until: now() + LEASE_SECONDS,
    };
    return this.account;
  }
}

/** Seconds after MORNING. */
function now(): number {
  return (room.clock.time - MORNING) / 1000;
}

test("whatever calls, records and questions of two callers meet, each gets their own newest open task, one contact at a time", async () => {
  const numbers = fc.array(fc.nat(999), { minLength: 40, maxLength: 120 });
  let handed = 0;
  await fc.assert(
    fc.asyncProperty(numbers, async (list) => {
      const choices = new Choices(list);
      const callers = [new Caller(), new Caller()];
      const sent: { caller: Caller; copy: Copy }[] = [];
      room.clock.time = MORNING + 60_000;
      while (choices.left) {
        room.clock.time += (choices.once(12) ? TTL_SECONDS / 2 : 7 + choices.below(900)) * 1000;
        const caller = callers[choices.below(2)] ?? new Caller();
        const contactId = caller.contacts[choices.below(2)] ?? "";
        const what = choices.below(6);
        if (what === 0) {
          const copy = aCopy(caller, choices);
          sent.push({ caller, copy });
          caller.hear(copy);
          await room.record({ ...copy, caller: caller.number });
        } else if (what === 1 && sent.length > 0) {
          const again = sent[choices.below(sent.length)];
          if (!again) continue;
          const copy = { ...again.copy, updatedAt: again.copy.updatedAt + choices.below(2) };
          again.caller.hear(copy);
          await room.record({ ...copy, caller: again.caller.number });
        } else if (what === 2) {
          const answer = await room.take(caller.number, contactId);
          const account = caller.takenBy(contactId);
          expect(answer["account_number"]).toBe(account);
          if (account) handed += 1;
        } else if (what === 3 && choices.once(3)) {
          caller.hear({ flag: "0", contactId, endedAt: now(), updatedAt: now() });
          await room.clear(caller.number, contactId);
        } else if (what === 5) {
          caller.endedSilently(contactId);
          await room.record({ caller: caller.number, contactId, record: { Attributes: {} } });
        } else {
          const answer = await room.ask(caller.number);
          expect(answer["account_number"]).toBe(caller.account);
          expect(answer["tracker_found"]).toBe(String(caller.account !== undefined));
        }
      }
    }),
    { numRuns: 120, interruptAfterTimeLimit: 30_000 },
  );
  expect(handed).toBeGreaterThan(5);
}, 60_000);

/** A record of a call that ended a while ago; its account number tells whose it is. */
function aCopy({ number }: Caller, choices: Choices): Copy {
  const endedAt = Math.max(1, now() - choices.below(1_800) - (choices.once(6) ? TTL_SECONDS : 0));
  return {
    contactId: anId(),
    flag: choices.below(3) === 0 ? "0" : "1",
    endedAt,
    updatedAt: endedAt + 60,
    attributes: { account_number: `${number.slice(-5)}-${choices.below(1_000)}` },
  };
}
