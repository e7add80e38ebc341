import { MINUTE, SECOND } from "../day.ts";
import { block } from "./block.ts";
import { askForCallback, type Fate, liveCallback, promiseKey } from "./queue-flow.ts";
import { type CallerKind, pause, type World } from "./world.ts";

/** Calls, hears the queue's music, and asks to be called back. */
async function queueAndAsk(world: World, queueName: string, perQueue = false) {
  const call = world.connect.receive(world.number);
  const queue = world.connect.queue(queueName);
  await pause(world, 10 * SECOND, 40 * SECOND);
  world.connect.enqueue(call, queue);
  await pause(world, 20 * SECOND, 90 * SECOND);
  const scope = perQueue ? queueName : undefined;
  const asked = await askForCallback(world, call, world.number, scope);
  return { call, queue, asked, key: promiseKey(world.number, scope) };
}

async function askAndWait(world: World, fate: Fate): Promise<void> {
  const { call, queue, asked, key } = await queueAndAsk(world, "general");
  world.say(`asks for a call back: ${asked}`);
  if (asked === "duplicate") return world.connect.disconnect(call);
  const callback = world.connect.createCallback(call, queue, world.number);
  world.connect.disconnect(call);
  await liveCallback(world, callback, fate, key);
  world.say(`the callback ended: ${fate}`);
}

/** Callers who want to be called back. */
export const CALLBACK_CALLERS: readonly CallerKind[] = [
  {
    name: "called-back",
    title: "asks for a call back and gets it",
    share: 12,
    play: (world) => askAndWait(world, "answered"),
  },
  {
    name: "missed",
    title: "asks for a call back; the agent or the caller misses it",
    share: 6,
    play: (world) => askAndWait(world, world.random.pick(["agent-missed", "no-answer"])),
  },
  {
    name: "asks-twice",
    title: "asks for a call back, calls again and asks once more",
    share: 8,
    async play(world) {
      const first = world.clock.start("first call", () => askAndWait(world, "answered"));
      await pause(world, 3 * MINUTE, 4 * MINUTE);
      const { call, asked } = await queueAndAsk(world, "general");
      world.say(`asks again: ${asked}`);
      world.connect.disconnect(call);
      await world.clock.waiting(first);
    },
  },
  {
    name: "household",
    title: "two phones of one household ask for the same number at the same instant",
    share: 5,
    async play(world) {
      const calls = [world.connect.receive(world.number), world.connect.receive("anonymous")];
      await pause(world, 20 * SECOND, 40 * SECOND);
      const asked = await Promise.all(
        calls.map((call) =>
          world.clock.run("phone", () => askForCallback(world, call, world.number)),
        ),
      );
      world.say(`two phones ask at once: ${asked.join(" and ")}`);
      const winner = calls[asked.indexOf("claimed")];
      const queue = world.connect.queue("general");
      const callback = winner && world.connect.createCallback(winner, queue, world.number);
      for (const call of calls) world.connect.disconnect(call);
      if (callback) await liveCallback(world, callback, "answered", world.number);
    },
  },
  {
    name: "gone-before",
    title: "asks for a call back and hangs up before it is created",
    share: 6,
    async play(world) {
      const { call, key } = await queueAndAsk(world, "general");
      world.connect.disconnect(call);
      world.callbacks.over(key, call.root, world.clock.now());
      // The call's record comes late at the worst; after it the number must be free again.
      await world.clock.sleep(45 * MINUTE);
      const again = await queueAndAsk(world, "general");
      world.say(`hung up too early, asks again: ${again.asked}`);
      world.connect.disconnect(again.call);
      world.callbacks.over(key, again.call.root, world.clock.now());
    },
  },
  {
    name: "creation-fails",
    title: "asks for a call back that cannot be created; the flow takes the claim back",
    share: 4,
    async play(world) {
      const { call, key, asked } = await queueAndAsk(world, "general");
      const cleared = await block(world, call, world.functions.clear, {
        callback_number: world.number,
      });
      if (asked === "claimed") world.callbacks.over(key, call.root, world.clock.now());
      world.say(`the callback could not be created: ${cleared?.["message"]}`);
      world.connect.disconnect(call);
    },
  },
  {
    name: "two-queues",
    title: "asks for one call back from Sales and one from Support",
    share: 4,
    async play(world) {
      const sales = await queueAndAsk(world, "sales", true);
      const support = await askForCallback(world, sales.call, world.number, "support");
      world.say(`Sales: ${sales.asked}, Support: ${support}`);
      const callbacks = [
        { queue: "sales", asked: sales.asked },
        { queue: "support", asked: support },
      ].filter(({ asked }) => asked === "claimed");
      const lives = callbacks.map(({ queue }) => ({
        key: promiseKey(world.number, queue),
        callback: world.connect.createCallback(
          sales.call,
          world.connect.queue(queue),
          world.number,
        ),
      }));
      world.connect.disconnect(sales.call);
      for (const { key, callback } of lives) await liveCallback(world, callback, "answered", key);
    },
  },
  {
    name: "bad-number",
    title: "withholds the number, or types one that does not exist",
    share: 5,
    async play(world) {
      const call = world.connect.receive("anonymous");
      await pause(world, 20 * SECOND, 60 * SECOND);
      const typed = world.random.pick([
        "anonymous",
        "",
        "0211234567",
        "+64 2",
        "+99912345678901234",
      ]);
      const asked = await askForCallback(world, call, typed);
      world.say(`gives no usable number: ${asked}`);
      world.connect.disconnect(call);
    },
  },
  {
    name: "event-lost",
    title: "asks for a call back whose events are lost; the claim runs out by itself",
    share: 2,
    async play(world) {
      const { call, queue, key, asked } = await queueAndAsk(world, "general");
      const silent = world.connectWithoutEvents;
      if (asked !== "duplicate") {
        const callback = silent.createCallback(call, queue, world.number);
        world.connect.disconnect(call);
        await liveCallback(world, callback, "answered", key, silent);
      } else world.connect.disconnect(call);
      world.say("the events of this callback were lost: the claim lives until it expires");
    },
  },
  {
    name: "store-fails",
    title: "asks for a call back while the store fails; it is offered all the same",
    share: 3,
    async play(world) {
      const struck = world.faults.add({
        service: "dynamodb",
        operation: "UpdateItem",
        times: 3,
        fault: world.random.pick([
          { kind: "throttle" } as const,
          { kind: "error", status: 500 } as const,
          { kind: "lost-answer", how: "drop" } as const,
        ]),
      });
      await askAndWait(world, "answered");
      struck.remove();
    },
  },
];
