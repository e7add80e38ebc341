import fc from "fast-check";
import { anyText } from "./any-text.ts";
import { aFlowEvent } from "./flow-event.ts";

/** Values where a flow or an attacker could put something that no field expects. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, "", "0", 0, -1, 1e308, true, [], {}, "anonymous"),
  fc.constantFrom("\0", "\ud800", "\u202e+61", "ﷺ".repeat(2_000), "x".repeat(40_000)),
  fc
    .constantFrom('{"__proto__":{"force":"true"}}', '{"toString":1}')
    .map((text) => JSON.parse(text)),
  anyText(30),
  fc.jsonValue({ maxDepth: 3 }),
);

/**
 * What could reach a function that a flow calls: a whole event with some of these parameters, one
 * with parts missing or of the wrong kind, or something else altogether. It is JSON, as Lambda's
 * payloads are.
 */
export function anyFlowEvent(
  parameters: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<unknown> {
  const odd = fc.dictionary(
    fc.oneof(
      fc.constantFrom(...Object.keys(parameters), "__proto__", "constructor", "toString"),
      anyText(8),
    ),
    strange,
    { maxKeys: 4 },
  );
  const given = fc
    .tuple(odd, fc.record(parameters, { requiredKeys: [] }))
    .map(([others, known]) => ({ ...others, ...known }));
  const whole = fc
    .tuple(given, fc.stringMatching(/^[a-z0-9-]{1,12}$/))
    .map(([Parameters, id]) => withParameters(aFlowEvent({}, { ContactId: id }), Parameters));
  const fields = Object.keys(aFlowEvent().Details.ContactData);
  const broken = fc
    .tuple(whole, fc.dictionary(fc.constantFrom(...fields), strange, { minKeys: 1, maxKeys: 3 }))
    .map(([event, changes]) => ({
      ...event,
      Details: {
        ...event.Details,
        ContactData: { ...event.Details.ContactData, ...changes },
      },
    }));
  const pieces = fc.oneof(
    strange,
    fc.record({ Details: strange }),
    fc.record({ Details: fc.record({ ContactData: strange, Parameters: strange }) }),
  );
  return fc
    .oneof(
      { weight: 4, arbitrary: whole },
      { weight: 2, arbitrary: broken },
      { weight: 1, arbitrary: pieces },
    )
    .map((event) => JSON.parse(JSON.stringify(event)));
}

function withParameters(event: ReturnType<typeof aFlowEvent>, Parameters: unknown) {
  return { ...event, Details: { ...event.Details, Parameters } };
}
