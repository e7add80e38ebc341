import * as v from "valibot";

const seconds = v.pipe(v.number(), v.minValue(0, "seconds, 0 or more"));
const count = wholeNumber(0);
const texts = v.record(v.string(), v.string());
const list = v.array(v.pipe(v.string(), v.nonEmpty("a text")));

function wholeNumber(least: number) {
  const what = `a whole number, ${least} or more`;
  return v.pipe(v.number(), v.integer(what), v.minValue(least, what));
}

/** A call of another test, named `<flow>/<scenario>`; what comes before that one is not played. */
const call = v.strictObject({
  call: v.pipe(v.string(), v.regex(/^[^/]+\/[^/]+$/, "<flow>/<scenario>")),
});
const wait = v.strictObject({ waitSeconds: seconds });

const arn = v.pipe(
  v.string(),
  v.regex(/:function:/, "the ARN of a function: one of the placeholders"),
);

const ofFunction = v.strictObject({
  invoked: v.optional(count),
  parameters: v.optional(v.array(texts)),
  answers: v.optional(v.record(v.string(), v.unknown())),
});

const error = v.strictObject({
  flow: v.string(),
  action: v.string(),
  error: v.string(),
  visit: v.optional(wholeNumber(1)),
});

const expectation = v.strictObject({
  afterSeconds: v.optional(seconds, 120),
  disconnectReason: v.optional(v.string()),
  hears: v.optional(list, []),
  neverHears: v.optional(list, []),
  callbackHears: v.optional(list, []),
  attributes: v.optional(texts, {}),
  tracker: v.optional(v.nullable(texts)),
  claims: v.optional(v.array(v.string())),
  callbacks: v.optional(count),
  executions: v.optional(count),
  logged: v.optional(v.record(v.string(), v.boolean()), {}),
  nowhere: v.optional(list, []),
});

/**
 * What the Testing Language cannot say of a test, in `<scenario>.extras.json` beside it. The README
 * of the flows tells every field.
 */
export const SIDECAR = v.strictObject({
  before: v.optional(
    v.array(v.union([call, wait], '{"call": "<flow>/<scenario>"} or {"waitSeconds": 120}')),
    [],
  ),
  callerNumber: v.optional(v.string()),
  agent: v.optional(v.strictObject({ freeAfterSeconds: seconds, talksForSeconds: seconds })),
  functions: v.optional(v.record(arn, ofFunction), {}),
  errors: v.optional(v.array(error), []),
  expect: v.optional(expectation, {}),
});

export type Sidecar = v.InferOutput<typeof SIDECAR>;
export type DeclaredError = Sidecar["errors"][number];
export type OfFunction = Sidecar["functions"][string];
