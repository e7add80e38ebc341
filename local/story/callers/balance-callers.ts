import type { Contact } from "../../connect/contact.ts";
import { SECOND } from "../day.ts";
import { block } from "./block.ts";
import { type CallerKind, pause, type World } from "./world.ts";

const CONTROL_KEYS = [
  "execution_id",
  "sfn_result",
  "status",
  "error",
  "count",
  "count_max",
  "count_comfort",
  "comfort",
] as const;

type Answer = Readonly<Record<string, string>>;

interface Loop {
  readonly requestId: string;
  readonly countMax: string;
  /** How often the flow asks before the caller hangs up. */
  readonly patience?: number;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The balance flow: starts the lookup, then asks every two seconds and plays a comfort message. */
async function lookUp(world: World, call: Contact, loop: Loop): Promise<Answer | undefined> {
  const { tally } = world;
  const parameters = loop.parameters ?? {};
  tally.requests.add(JSON.stringify([call.root, loop.requestId, parameters]));
  const control = { request_id: loop.requestId, count_max: loop.countMax, count_comfort: "4" };
  let answer: Answer | undefined;
  for (let asked = 1; asked <= (loop.patience ?? 40); asked += 1) {
    const next = await block(world, call, world.functions.asyncFunction, {
      ...parameters,
      ...control,
      count: answer?.["count"] ?? "",
      execution_id: answer?.["execution_id"] ?? "",
    });
    if (next === undefined) return undefined;
    holdControlKeys(world, asked, answer, next);
    answer = next;
    if (asked === 1) tally.started += 1;
    if (answer["comfort"] === "true") tally.comfortMessages += 1;
    if (answer["sfn_result"] === "SUCCESS") tally.succeeded += 1;
    if (answer["sfn_result"] === "FAILURE") tally.failed += 1;
    if (answer["sfn_result"] !== "") return answer;
    await world.clock.sleep(2 * SECOND);
  }
  return answer;
}

function holdControlKeys(
  world: World,
  asked: number,
  before: Answer | undefined,
  now: Answer,
): void {
  const intact =
    CONTROL_KEYS.every((key) => typeof now[key] === "string") &&
    now["count"] === String(asked) &&
    now["comfort"] === String(asked % 4 === 0) &&
    (before === undefined || now["execution_id"] === before["execution_id"]);
  world.witness.check("controlKeysIntact", intact, () => `answer ${asked}: ${JSON.stringify(now)}`);
}

async function call(world: World, from: string): Promise<Contact> {
  const contact = world.connect.receive(from);
  await pause(world, 10 * SECOND, 30 * SECOND);
  return contact;
}

/** Callers who ask a slow system for their balance. */
export const BALANCE_CALLERS: readonly CallerKind[] = [
  {
    name: "balance",
    title: "asks for the balance and hears it, without dead air",
    share: 12,
    async play(world) {
      const contact = await call(world, world.number);
      const answer = await lookUp(world, contact, { requestId: "1", countMax: "30" });
      world.say(`hears the balance after ${answer?.["count"]} questions`);
      world.connect.disconnect(contact);
    },
  },
  {
    name: "balance-twice",
    title: "asks for the balance twice in one call: two requests, two executions",
    share: 3,
    async play(world) {
      const contact = await call(world, world.number);
      await lookUp(world, contact, { requestId: "1", countMax: "30" });
      await lookUp(world, contact, { requestId: "2", countMax: "30" });
      world.connect.disconnect(contact);
    },
  },
  {
    name: "balance-retried",
    title: "Connect invokes the start three times: one execution",
    share: 5,
    async play(world) {
      const contact = await call(world, world.number);
      const parameters = { request_id: "1", count_max: "30", count_comfort: "4" };
      const repeats = [0, 1].map(() =>
        world.clock.start("retry", () =>
          block(world, contact, world.functions.asyncFunction, {
            ...parameters,
            count: "",
            execution_id: "",
          }),
        ),
      );
      await lookUp(world, contact, { requestId: "1", countMax: "30" });
      await world.clock.waiting(Promise.all(repeats));
      world.connect.disconnect(contact);
    },
  },
  {
    name: "balance-unknown",
    title: "asks for the balance of an account that is not known: told so, without dead air",
    share: 3,
    async play(world) {
      const contact = await call(world, "anonymous");
      const answer = await lookUp(world, contact, { requestId: "1", countMax: "30" });
      world.say(`no account: ${answer?.["error"]}`);
      world.connect.disconnect(contact);
    },
  },
  {
    name: "balance-abandoned",
    title: "asks for the balance and hangs up; the lookup goes on",
    share: 3,
    async play(world) {
      const contact = await call(world, world.number);
      await lookUp(world, contact, { requestId: "1", countMax: "30", patience: 3 });
      world.connect.disconnect(contact);
    },
  },
  {
    name: "balance-given-up",
    title: "the flow gives up after five questions (count_max) and takes its Error branch",
    share: 3,
    async play(world) {
      const contact = await call(world, world.number);
      const answer = await lookUp(world, contact, { requestId: "1", countMax: "5" });
      world.witness.check(
        "controlKeysIntact",
        answer === undefined,
        () => "count_max was exceeded and the flow was not told",
      );
      world.connect.disconnect(contact);
    },
  },
];
