import type { Contact } from "../../connect/contact.ts";
import { AFTERMATH, DAY, HOUR, MINUTE, SECOND } from "../day.ts";
import { block } from "./block.ts";
import { type CallerKind, pause, type World } from "./world.ts";

/** A contact record is there by then, even one that comes late. */
const RECORD_KNOWN_AFTER = 35 * MINUTE;
const TRACKER_TTL = 24 * HOUR;

/** Begins to pay by card: the steps set the attributes as they complete. Returns the reference. */
function beginPayment(world: World, call: Contact): string {
  const reference = `REF-${world.random.uuid()}`;
  world.witness.secrets.add(reference);
  Object.assign(call.attributes, {
    active_task_tracker: "1",
    active_task: "make_payment",
    tracking_task_title: "make a payment",
    last_completed_step: "account_data",
    payment_source: "card",
    payment_reference: reference,
    // Connect's encrypted entry: base64 of an AWS Encryption SDK message.
    payment_card_encrypted: Buffer.from(world.random.uuid().repeat(6)).toString("base64"),
    greeting: `greeting for ${reference}`,
  });
  return reference;
}

/** Hangs up in the middle of a payment. */
async function cutOff(world: World): Promise<void> {
  const call = world.connect.receive(world.number);
  await pause(world, 20 * SECOND, 60 * SECOND);
  const reference = beginPayment(world, call);
  await pause(world, 5 * SECOND, 30 * SECOND);
  hangUp(world, call, reference);
}

function hangUp(world: World, call: Contact, reference: string): void {
  world.connect.disconnect(call);
  const now = world.clock.now();
  world.trackers.cutOff(world.number, {
    reference,
    knownFrom: now + RECORD_KNOWN_AFTER,
    until: now + TRACKER_TTL,
  });
}

/** The main flow's question: is there something to go on with? */
async function check(world: World, call: Contact, action?: "take" | "clear") {
  const answer = await block(world, call, world.functions.check, action ? { action } : {});
  const reference = answer?.["payment_reference"];
  if (
    answer?.["result"] !== "FAIL" &&
    action === undefined &&
    call.customerAddress === world.number
  ) {
    world.trackers.answered(world.number, reference, world.clock.now());
  }
  const failed = answer === undefined || answer["result"] === "FAIL";
  return { found: answer?.["tracker_found"] === "true", failed, reference, answer };
}

async function finish(world: World, call: Contact): Promise<void> {
  await pause(world, 20 * SECOND, 60 * SECOND);
  call.attributes["active_task_tracker"] = "0";
  world.trackers.finished(world.number);
  world.connect.disconnect(call);
}

/** Calls again, accepts and finishes the payment. */
async function comeBackAndFinish(world: World): Promise<void> {
  const call = world.connect.receive(world.number);
  const offered = await check(world, call);
  const taken = offered.found ? await check(world, call, "take") : offered;
  if (!taken.found) {
    world.say("calls again; nothing to go on with");
    return world.connect.disconnect(call);
  }
  world.tally.resumed += 1;
  world.say(`calls again and goes on after "${taken.answer?.["last_completed_step"]}"`);
  Object.assign(call.attributes, taken.answer);
  await finish(world, call);
}

/** Callers who are cut off in the middle of a task. */
export const TRACKER_CALLERS: readonly CallerKind[] = [
  {
    name: "resumes",
    title: "is cut off in a payment, calls again and finishes it",
    share: 12,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBackAndFinish(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const later = world.connect.receive(world.number);
      await check(world, later);
      world.connect.disconnect(later);
    },
  },
  {
    name: "drops-at-the-offer",
    title: "is cut off, hangs up at the offer to go on, calls once more and finishes",
    share: 5,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const second = world.connect.receive(world.number);
      await check(world, second);
      world.connect.disconnect(second);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBackAndFinish(world);
    },
  },
  {
    name: "drops-twice",
    title: "is cut off, goes on, is cut off again, and finishes in the third call",
    share: 5,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const second = world.connect.receive(world.number);
      if ((await check(world, second)).found) {
        const taken = await check(world, second, "take");
        Object.assign(second.attributes, taken.answer);
        second.attributes["last_completed_step"] = "payment_amount";
        await pause(world, 10 * SECOND, 30 * SECOND);
        if (taken.reference) hangUp(world, second, taken.reference);
      } else world.connect.disconnect(second);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBackAndFinish(world);
    },
  },
  {
    name: "household-resumes",
    title: "two phones of one household accept the same task at the same instant",
    share: 4,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const calls = [world.connect.receive(world.number), world.connect.receive(world.number)];
      const taken = await Promise.all(
        calls.map((call) => world.clock.run("phone", () => check(world, call, "take"))),
      );
      const winners = taken.filter(({ found }) => found).length;
      world.witness.check(
        "trackerNeverLost",
        winners === 1 || (winners === 0 && taken.some(({ failed }) => failed)),
        () => `${winners} of two phones got the task`,
      );
      world.tally.resumed += winners;
      world.say(`two phones accept at once: ${winners} goes on`);
      for (const [index, call] of calls.entries()) {
        if (taken[index]?.found) await finish(world, call);
        else world.connect.disconnect(call);
      }
    },
  },
  {
    name: "finishes-at-once",
    title: "changes the PIN in one call; nothing is left to go on with",
    share: 6,
    async play(world) {
      const call = world.connect.receive(world.number);
      call.attributes["active_task"] = "change_pin";
      await finish(world, call);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const later = world.connect.receive(world.number);
      await check(world, later);
      world.connect.disconnect(later);
    },
  },
  {
    name: "withheld",
    title: "withholds the number and is cut off: nothing is stored, nothing is offered",
    share: 4,
    async play(world) {
      const call = world.connect.receive("anonymous");
      beginPayment(world, call);
      await pause(world, 5 * SECOND, 30 * SECOND);
      world.connect.disconnect(call);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const again = world.connect.receive("anonymous");
      const { found } = await check(world, again);
      world.witness.check(
        "trackerNeverHandedToAnotherNumber",
        !found,
        () => "a withheld caller was offered a task",
      );
      world.connect.disconnect(again);
    },
  },
  {
    name: "served-by-an-agent",
    title: "is cut off, calls again and is queued for an agent: the task is cleared",
    share: 4,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const call = world.connect.receive(world.number);
      await check(world, call);
      await check(world, call, "clear");
      world.trackers.finished(world.number);
      call.attributes["active_task_tracker"] = "0";
      await pause(world, MINUTE, 5 * MINUTE);
      world.connect.disconnect(call);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      const later = world.connect.receive(world.number);
      await check(world, later);
      world.connect.disconnect(later);
    },
  },
  {
    name: "too-late",
    title: "is cut off and calls again after a day: the task has expired",
    share: 3,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(TRACKER_TTL + HOUR);
      const call = world.connect.receive(world.number);
      const { found } = await check(world, call);
      if (!found) world.tally.expired += 1;
      world.say(`calls again after a day: ${found ? "still offered" : "nothing is offered"}`);
      world.connect.disconnect(call);
    },
  },
  {
    name: "left-open",
    title: "is cut off an hour before the story ends: look at the tracker afterwards",
    share: 0,
    arrivesAfter: DAY + AFTERMATH - HOUR,
    async play(world) {
      await cutOff(world);
      world.say("is cut off; `linekeeper trackers list` shows what is kept");
    },
  },
  {
    name: "clear-card-number",
    title: "a flow keeps a card number in clear: it is not stored",
    share: 2,
    async play(world) {
      const call = world.connect.receive(world.number);
      const reference = beginPayment(world, call);
      call.attributes["payment_card"] = "4111 1111 1111 1111";
      await pause(world, 5 * SECOND, 30 * SECOND);
      hangUp(world, call, reference);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBackAndFinish(world);
    },
  },
];
