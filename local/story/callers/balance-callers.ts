import type { Observer } from "../../connect/flow/observer.ts";
import { isObject, member } from "../../connect/language/json.ts";
import { HANG_UP, type Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import { dial } from "./telephone.ts";
import type { CallerKind } from "./world.ts";

/** Asks for the balance so often, then hangs up. */
function asks(times: number): readonly Habit[] {
  return [
    [SAID.resume, "2"],
    [SAID.noBalance, HANG_UP],
    [SAID.takesTooLong, HANG_UP],
    [SAID.menu, ...Array.from({ length: times }, () => "3"), HANG_UP],
  ];
}

/** A flow that asks three times and no more: `count_max` is 3. */
const ASKS_THREE_TIMES: Observer = {
  actionStarted({ type, parameters }) {
    if (type !== "InvokeLambdaFunction") return undefined;
    const sent = member(parameters, "LambdaInvocationAttributes");
    if (!isObject(sent) || !("count_max" in sent)) return undefined;
    const LambdaInvocationAttributes = { ...sent, count_max: "3" };
    return { parameters: { ...parameters, LambdaInvocationAttributes } };
  },
};

/** Callers who ask a slow system for their balance. */
export const BALANCE_CALLERS: readonly CallerKind[] = [
  {
    name: "balance",
    title: "asks for the balance and hears it, without dead air",
    share: 12,
    async play(world) {
      const called = await dial(world, [[SAID.balance, HANG_UP], ...asks(1)]);
      world.say(
        called.heard(SAID.balance) ? "waits, and hears the balance" : `hears: "${called.last}"`,
      );
    },
  },
  {
    name: "balance-twice",
    title: "asks for the balance twice in one call: two requests, two executions",
    share: 3,
    async play(world) {
      const called = await dial(world, asks(2));
      world.say(`asks for the balance twice and hears it ${called.times(SAID.balance)} times`);
    },
  },
  {
    name: "balance-retried",
    title: "Connect invokes the start three times: one execution",
    share: 5,
    async play(world) {
      const functionName = world.functions.asyncFunction;
      const called = await dial(world, asks(1), {
        begun: ({ contactId }) =>
          world.line.invocations.loseAnswers({ contactId, functionName }, 2),
      });
      const heard = called.heard(SAID.balance) ? "the balance" : `"${called.last}"`;
      world.say(`asks for the balance; two answers are lost, and ${heard} is heard`);
    },
  },
  {
    name: "balance-unknown",
    title: "asks for the balance of an account that is not known: told so, without dead air",
    share: 3,
    async play(world) {
      const { last } = await dial(world, asks(1), { from: "anonymous" });
      world.say(`withholds the number, asks for the balance and hears: "${last}"`);
    },
  },
  {
    name: "balance-abandoned",
    title: "asks for the balance and hangs up; the lookup goes on",
    share: 3,
    async play(world) {
      await dial(world, [
        [
          SAID.lookingUp,
          async (line) => {
            await world.clock.sleep(world.random.between(2_000, 15_000));
            line.hangUp();
          },
        ],
        ...asks(1),
      ]);
      world.say("asks for the balance and hangs up while it is looked up");
    },
  },
  {
    name: "balance-given-up",
    title: "the flow gives up after three questions (count_max) and takes its Error branch",
    share: 3,
    async play(world) {
      const called = await dial(world, asks(1), { observer: ASKS_THREE_TIMES });
      world.witness.check(
        "controlKeysIntact",
        !called.heard(SAID.balance) && called.heard(SAID.takesTooLong),
        () => "count_max was exceeded and the flow was not told",
      );
      world.say(`asks for the balance and hears: "${called.last}"`);
    },
  },
];
