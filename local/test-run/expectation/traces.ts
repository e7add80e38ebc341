import { itemsOf } from "../bank/emptied.ts";
import type { Afterwards, Check } from "./afterwards.ts";

/** What was written down about the call, and what must not have been. */
export const traces: Check = async (afterwards) => {
  const { sidecar, flowLog } = afterwards;
  const logged = Object.entries(sidecar.expect.logged)
    .filter(([block, expected]) => flowLog.some((line) => line.Identifier === block) !== expected)
    .map(([block, expected]) =>
      expected
        ? `logged: "${block}" wrote nothing to the flow log`
        : `logged: "${block}" wrote to the flow log`,
    );
  const { nowhere } = sidecar.expect;
  return nowhere.length === 0 ? logged : [...logged, ...(await found(afterwards, nowhere))];
};

async function found(
  { bank, centre }: Afterwards,
  values: readonly string[],
): Promise<readonly string[]> {
  const { stack } = bank;
  const places: Record<string, unknown> = {
    "the flow log": centre.emitted.flowLogs,
    "a contact event": centre.emitted.events,
    "a contact record": centre.emitted.records,
    "the log of a function": centre.functionLog.map(({ text }) => text),
  };
  for (const table of stack.description.tables) {
    places[`the table ${table.name}`] = await itemsOf(stack.dynamodb, table);
  }
  const texts = Object.entries(places).map(
    ([place, what]) => [place, JSON.stringify(what)] as const,
  );
  return values.flatMap((value) =>
    texts
      .filter(([, text]) => asWord(value).test(text))
      .map(([place]) => `nowhere: "${value}" stands in ${place}`),
  );
}

/** Not as a part of an id or of a longer number. */
function asWord(value: string): RegExp {
  const escaped = value.replace(/[^\w\s]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`);
}
