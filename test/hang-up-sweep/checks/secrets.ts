import { itemsOf } from "../../../local/test-run/bank/emptied.ts";
import { type Broken, brokenBank, brokenIn } from "../invariant.ts";
import type { Run } from "../run.ts";
import type { SweepBank } from "../sweep-bank.ts";
import { CARD_NUMBER, EXPIRY, PIN } from "../way.ts";

/** As words of their own: not parts of ids. */
const ENTERED = new RegExp(`(?<![\\w-])(?:${CARD_NUMBER}|${EXPIRY}|${PIN})(?![\\w-])`);

/** The callers' numbers, see `play`: in E.164, with its sign or without, or as they are dialled at home. */
const NUMBERS = /(?<!\w)(?:64|0)21[56]\d{6}(?!\w)/;

/** Card data and PINs are nowhere in clear, and our functions' logs have no telephone number. */
export async function checkSecrets(
  runs: readonly Run[],
  { stack, logs, executions }: SweepBank,
): Promise<readonly Broken[]> {
  const places: Record<string, unknown> = { "an execution": executions };
  for (const table of stack.description.tables) {
    places[`the table ${table.name}`] = await itemsOf(stack.dynamodb, table);
  }
  return [
    ...brokenIn("secrets", runs, ({ line: { emitted } }) =>
      inClear({
        "the flow log": emitted.flowLogs,
        "a contact event": emitted.events,
        "a contact record": emitted.records,
      }),
    ),
    ...brokenBank("secrets", inClear(places)),
    ...brokenBank(
      "secrets",
      logs
        .filter(({ text }) => ENTERED.test(text) || NUMBERS.test(text))
        .map(({ functionName, text }) => `${functionName} logged ${text}`),
    ),
  ];
}

function inClear(places: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(places)
    .filter(([, what]) => ENTERED.test(JSON.stringify(what)))
    .map(([place]) => `what was entered in secret stands in ${place}`);
}
