import fc from "fast-check";
import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, type Block, HANG_UP, says } from "../a-flow.ts";
import type { Caller } from "../caller/caller.ts";

const menu = (next: string, parameters = {}): Block => [
  "GetParticipantInput",
  { Text: "Choose.", ...parameters },
  {
    "=1": next,
    "=2": next,
    NoMatchingCondition: next,
    InputTimeLimitExceeded: next,
    NoMatchingError: "end",
  },
];

const FLOW = aFlow({
  on: [
    "GetParticipantInput",
    { EnableDTMFBuffer: "True" },
    { next: "hello", NoMatchingError: "end" },
  ],
  hello: says("Hello there.", "first"),
  first: menu("second"),
  second: menu("number"),
  number: [
    "GetParticipantInput",
    {
      Text: "Number.",
      StoreInput: "True",
      InputValidation: { CustomValidation: { MaximumLength: "6" } },
    },
    { next: "keep", NoMatchingError: "end" },
  ],
  keep: [
    "UpdateContactAttributes",
    { Attributes: { number: "$.StoredCustomerInput" } },
    { next: "end", NoMatchingError: "end" },
  ],
  end: HANG_UP,
});

async function outcome(caller: Caller) {
  const result = await new Centre().run(FLOW, caller);
  return { way: wayOf(result), number: result.contacts[0]?.attributes["number"] };
}

const key = fc.constantFrom(..."0123456789");
const number = fc.string({ unit: key, minLength: 1, maxLength: 6 });

it("a caller who types ahead gets where one gets who waits to be asked", async () => {
  await fc.assert(
    fc.asyncProperty(key, key, number, async (first, second, digits) => {
      const answers = [first, second, `${digits}#`];
      const patient = await outcome({ asked: (_, line) => line.press(answers.shift() ?? "") });
      const hasty = await outcome({
        hears: ({ text }, line) =>
          text === "Hello there." ? line.press(`${first}${second}${digits}#`) : undefined,
      });
      expect(hasty).toEqual(patient);
    }),
    { numRuns: 40 },
  );
});

it("keeps what was typed in its order, whenever it was typed", async () => {
  const times = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(times, async (given) => {
      const centre = new Centre();
      const at = given.toSorted((a, b) => a - b);
      const { contacts } = await centre.run(FLOW, {
        connected: async (line) => {
          for (const [i, ms] of at.entries()) {
            await centre.clock.sleep(ms - (at[i - 1] ?? 0));
            line.press("1234#".charAt(i));
          }
        },
      });
      expect(contacts[0]?.attributes["number"]).toBe("34");
    }),
    { numRuns: 40 },
  );
});
