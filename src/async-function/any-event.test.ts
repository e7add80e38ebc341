import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkAnswer, type FlowAnswer } from "../connect/flow-answer.ts";
import { aFlowEvent, CONTACT, EXECUTIONS } from "./a-flow-event.ts";
import { ValueError } from "./counting.ts";
import { TestRoom } from "./test-room.ts";
import { awsError, ok, type Reply, StepFunctionsServer } from "./test-server.ts";

const server = new StepFunctionsServer(() => "drop");
let room: TestRoom;

beforeAll(async () => {
  await server.listen();
  room = new TestRoom(server.client());
});
afterAll(() => server.close());

const COUNTS = new Set(["count", "count_max", "count_comfort"]);

const strange = fc.oneof(
  fc.constantFrom(
    null,
    "",
    "0",
    "5",
    7,
    -1,
    true,
    [],
    {},
    "anonymous",
    "\ud800",
    "x".repeat(40_000),
  ),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.double(),
  fc.dictionary(fc.constantFrom("__proto__", "constructor", "a"), fc.jsonValue(), { maxKeys: 2 }),
);

const parameters = fc.dictionary(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("execution_id", "request_id", ...COUNTS) },
    fc.constantFrom("__proto__", "constructor", "toString", "sfn_result"),
    fc.string({ unit: "binary", maxLength: 10 }),
  ),
  strange,
  { maxKeys: 6 },
);

const ourId = fc.constant(`${EXECUTIONS}${CONTACT}-0123456789abcdef01234567`);

const anyEvent = fc.oneof(
  strange,
  fc.record({ Details: strange }),
  fc.record(
    { Details: fc.record({ ContactData: strange, Parameters: parameters }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  ),
  parameters.map((given) => aFlowEvent(given)),
  fc
    .tuple(parameters, ourId)
    .map(([given, execution_id]) => aFlowEvent({ ...given, execution_id })),
  fc
    .tuple(
      fc.constantFrom("ContactId", "InitialContactId", "CustomerEndpoint", "Attributes"),
      strange,
    )
    .map(([field, value]) => aFlowEvent({}, { [field]: value })),
);

const anyReply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .oneof(fc.jsonValue(), strange)
      .map((result) => ok({ status: "SUCCEEDED", output: JSON.stringify(result) })),
  },
  fc
    .record({
      status: fc.constantFrom("RUNNING", "FAILED", "TIMED_OUT", "ABORTED", "SOMETHING_NEW"),
      error: fc.string({ unit: "binary", maxLength: 256 }),
    })
    .map(ok),
  fc
    .constantFrom("ExecutionDoesNotExist", "ExecutionAlreadyExists", "AccessDeniedException")
    .map((name) => awsError(400, name)),
  fc.constantFrom<Reply>("drop", { status: 500, body: "" }, { status: 200, body: "]" }, ok({})),
);

test("whatever a flow sends and Step Functions says, the answer is valid, or a ValueError", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(anyEvent, anyReply, async (event, reply) => {
      server.reply = () => reply;
      // What reaches a Lambda function has been JSON.
      const answer = await outcomeOf(JSON.parse(JSON.stringify(event)));
      if (answer instanceof ValueError) {
        expect(COUNTS).toContain(answer.field.replace("Details.Parameters.", ""));
        return;
      }
      answered += 1;
      expect(checkAnswer(answer)).toEqual([]);
      expect(["", "SUCCESS", "FAILURE"]).toContain(answer["sfn_result"]);
      expect(Number(answer["count"])).toBeGreaterThan(0);
      expect(answer["execution_id"]).toMatch(/^$|^arn:aws:states:.*-[0-9a-f]{24}$/);
    }),
    { numRuns: 400 },
  );
  expect(answered).toBeGreaterThan(200);
  for (const { identifiers } of room.noted) {
    for (const name of Object.keys(identifiers))
      expect(name).toMatch(/^(contactId|executionName)$/);
  }
});

async function outcomeOf(event: unknown): Promise<FlowAnswer | ValueError> {
  try {
    return await room.ask(event);
  } catch (error) {
    if (error instanceof ValueError) return error;
    throw error;
  }
}
