import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { anyText } from "../../test/factories/any-text.ts";
import { aRecordingLine } from "../../test/recordings/input.ts";
import { parseFlowLogLine, recordingAsked } from "./flow-log.ts";
import { InvalidInputError } from "./invalid-input.ts";

const CONTACT = "c0000000-0000-4000-8000-000000000001";
const AT = Date.UTC(2023, 0, 10, 16, 32, 31, 279);
const line = aRecordingLine(CONTACT, "Enable", AT);

describe("a line of the flow log", () => {
  it("is read in its real shape", () => {
    const { contactId, block, at, parameters } = parseFlowLogLine(JSON.stringify(line));
    expect({ contactId, block, at }).toEqual({
      contactId: CONTACT,
      block: "SetRecordingBehavior",
      at: AT,
    });
    expect(parameters).toEqual(line.Parameters);
  });

  it("may have no parameters: those with a result do not", () => {
    const { Parameters: _, ...result } = { ...line, Results: "true" };
    expect(parseFlowLogLine(JSON.stringify(result)).parameters).toEqual({});
  });

  it.each([
    ["line", "not JSON"],
    ["line", "null"],
    ["ContactId", JSON.stringify({ ...line, ContactId: undefined })],
    ["ContactId", JSON.stringify({ ...line, ContactId: "+61491570156" })],
    ["ContactFlowModuleType", JSON.stringify({ ...line, ContactFlowModuleType: 7 })],
    ["Timestamp", JSON.stringify({ ...line, Timestamp: "yesterday" })],
    ["Parameters", JSON.stringify({ ...line, Parameters: "61491570156" })],
  ])("is refused naming %s: %#", (field, message) => {
    const error = refusal(message);
    expect(error.field).toBe(field);
    expect(error.message).not.toMatch(/6149|yesterday/);
  });

  it.each([
    ["Enable", "on"],
    ["Disable", "off"],
    ["Enabled", undefined],
    [undefined, undefined],
  ])("with the option %s asks for %s", (RecordingBehaviorOption, asked) => {
    const text = JSON.stringify({ ...line, Parameters: { RecordingBehaviorOption } });
    expect(recordingAsked(parseFlowLogLine(text))).toBe(asked);
  });
});

test("any text is a line or is refused, and never quoted", () => {
  const odd = fc.oneof(
    anyText(40),
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  );
  const changed = fc
    .dictionary(
      fc.constantFrom(...Object.keys(line)),
      fc.constantFrom("4111111111111111", null, 0, []),
      {
        minKeys: 1,
      },
    )
    .map((changes) => JSON.stringify({ ...line, ...changes }));
  fc.assert(
    fc.property(fc.oneof(odd, changed), (message) => {
      try {
        expect(parseFlowLogLine(message).contactId).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(String(error)).not.toContain("4111");
      }
    }),
  );
});

function refusal(message: string): InvalidInputError {
  try {
    parseFlowLogLine(message);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error("expected an InvalidInputError, got a line");
}
