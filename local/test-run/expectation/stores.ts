import { listClaims } from "../../../src/callbacks/list.ts";
import { claimNumber, claimQueue } from "../../../src/callbacks/table.ts";
import { parsePhoneNumber } from "../../../src/connect/phone-number.ts";
import { findTracker } from "../../../src/trackers/check.ts";
import type { Afterwards, Check } from "./afterwards.ts";
import { compared } from "./compared.ts";

/** The caller's tracker, the claims and the callbacks of the service queue, and executions. */
export const stores: Check = async (afterwards) => {
  const { expect } = afterwards.sidecar;
  return [
    ...(expect.tracker === undefined ? [] : await tracker(afterwards, expect.tracker)),
    ...(expect.claims === undefined ? [] : await claims(afterwards, expect.claims)),
    ...count("callbacks", expect.callbacks, waiting(afterwards)),
    ...count("executions", expect.executions, afterwards.executions),
  ];
};

async function tracker(
  { bank, played }: Afterwards,
  expected: Readonly<Record<string, string>> | null,
): Promise<readonly string[]> {
  const { stack, key } = bank;
  const caller = parsePhoneNumber(played.from);
  const found =
    caller &&
    (await findTracker(
      { client: stack.dynamodb, table: stack.tableName("caller_id"), clock: stack.clock },
      caller,
    ));
  const attributes = found?.attributes;
  if (expected === null) {
    return attributes ? [`tracker: expected none, and there is one: ${told(attributes)}`] : [];
  }
  if (attributes === undefined) return ["tracker: there is none"];
  return compared("tracker", expected, attributes, key);
}

async function claims(
  { bank: { stack, values } }: Afterwards,
  expected: readonly string[],
): Promise<readonly string[]> {
  const live = await listClaims({
    client: stack.dynamodb,
    table: stack.tableName("callback_number"),
    clock: stack.clock,
  });
  const numbers = live
    .filter(({ key }) => claimQueue(key) === values["ServiceQueueArn"])
    .map(({ key }) => claimNumber(key));
  const [is, wanted] = [numbers, expected].map((list) => [...list].sort().join(", ") || "none");
  return is === wanted ? [] : [`claims: expected ${wanted}, and there are: ${is}`];
}

/** Callbacks that nobody has taken. */
function waiting({ centre }: Afterwards): number {
  return centre.simulator.callbacks.filter(
    ({ contact }) =>
      contact.enqueuedAt !== undefined &&
      contact.disconnectedAt === undefined &&
      contact.connectedToAgentAt === undefined,
  ).length;
}

function count(what: string, expected: number | undefined, is: number): readonly string[] {
  return expected === undefined || expected === is
    ? []
    : [`${what}: expected ${expected}, and there are ${is}`];
}

function told(attributes: Readonly<Record<string, string>>): string {
  return `"${attributes["active_task"]}", "${attributes["last_completed_step"]}"`;
}
