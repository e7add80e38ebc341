import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../language/json.ts";
import { type ActionSketch, aFlow, END, findingsIn, invoke, menu, play, store } from "./a-flow.ts";
import { lintFlow } from "./lint-flow.ts";
import { RULES } from "./rules.ts";

interface Sketched {
  readonly Identifier: string;
  readonly Transitions: {
    readonly NextAction?: string;
    readonly Errors?: readonly { readonly NextAction: string }[];
    readonly Conditions?: readonly { readonly NextAction: string }[];
  };
}

interface Document {
  StartAction: string;
  Actions: Sketched[];
}

/** Flows in which every branch leads to an action; what they do makes no sense. */
const flows = fc
  .array(fc.tuple(fc.nat(4), fc.nat(), fc.nat()), { minLength: 2, maxLength: 12 })
  .map((drawn) => {
    const name = (number: number) => `a${number % drawn.length}`;
    const sketch = ([kind, one, other]: [number, number, number]): ActionSketch => {
      const [to, or] = [name(one), name(other)];
      const kinds = [play(to), menu({ 1: to, 2: or }, or), invoke(to, {}, or)];
      return [...kinds, store(to, "How many", "2"), END][kind] ?? END;
    };
    return aFlow(Object.fromEntries(drawn.map((one, index) => [name(index), sketch(one)])));
  });

function dangling(document: Document): string[] {
  return findingsIn(JSON.stringify(document))
    .filter(({ rule }) => rule === "dangling-target")
    .map(({ pointer }) => pointer)
    .sort();
}

/** Pointers of the branches that lead to an action. */
function branchesTo(target: string, { StartAction, Actions }: Document): string[] {
  const start = StartAction === target ? ["/StartAction"] : [];
  const branches = Actions.flatMap(({ Transitions }, index) => {
    const at = `/Actions/${index}/Transitions`;
    const next = Transitions.NextAction === target ? [`${at}/NextAction`] : [];
    const listed = (["Errors", "Conditions"] as const).flatMap((list) =>
      (Transitions[list] ?? []).flatMap(({ NextAction }, item) =>
        NextAction === target ? [`${at}/${list}/${item}/NextAction`] : [],
      ),
    );
    return [...next, ...listed];
  });
  return [...start, ...branches].sort();
}

describe("the linter", () => {
  it("finds every branch to an action that was renamed, and no other", () => {
    fc.assert(
      fc.property(flows, fc.nat(), (text, drawn) => {
        const flow = JSON.parse(text) as Document;
        expect(dangling(flow)).toEqual([]);
        const renamed = flow.Actions[drawn % flow.Actions.length];
        if (renamed === undefined) throw new RangeError("expected an action");
        const expected = branchesTo(renamed.Identifier, flow);
        const Actions = flow.Actions.map((action) =>
          action === renamed ? { ...action, Identifier: "somebody else" } : action,
        );
        expect(dangling({ ...flow, Actions })).toEqual(expected);
      }),
    );
  });

  it("finds every branch to an action that was taken out, and no other", () => {
    fc.assert(
      fc.property(flows, fc.nat(), (text, drawn) => {
        const flow = JSON.parse(text) as Document;
        const index = drawn % flow.Actions.length;
        const [gone] = flow.Actions.splice(index, 1);
        expect(dangling(flow)).toEqual(branchesTo(gone?.Identifier ?? "", flow));
      }),
    );
  });

  it("takes any JSON and any text without throwing", () => {
    const texts = fc.oneof(fc.json({ maxDepth: 6 }), fc.string(), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(texts, (text) => {
        expect(Object.keys(lintFlow(text))).toHaveLength(1);
      }),
    );
  });

  it("takes a flow in which anything stands anywhere", () => {
    fc.assert(
      fc.property(
        flows,
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.jsonValue(),
        (text, way, value) => {
          const document = planted(JSON.parse(text), way, value as Json);
          expect(Object.keys(lintFlow(JSON.stringify(document)))).toHaveLength(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes an action with anything for its parameters, whatever its type", () => {
    const types = ["Wait", "Loop", "GetParticipantInput", "UpdateContactAttributes", "__proto__"];
    const names = fc.constantFrom("Events", "InputValidation", "Attributes", "LoopCount", "Text");
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(names, fc.jsonValue()),
        (Type, given) => {
          const Parameters = { StoreInput: "True", ...(given as Record<string, Json>) };
          expect(findingsIn(aFlow({ it: { Type, Parameters } })).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("ends, however long the flow and however deep its JSON", () => {
    const long = Array.from({ length: 20_000 }, (_, at): [string, ActionSketch] => [
      `a${at}`,
      invoke(`a${at + 1}`),
    ]);
    const findings = findingsIn(aFlow({ ...Object.fromEntries(long), a20000: invoke("a0") }));
    expect(findings.map(({ rule }) => rule)).toContain("endless-loop");
    const deep = `{"Version":"2019-10-30","Actions":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(lintFlow(deep)).toMatchObject({ unreadable: { reason: "not-a-flow" } });
  });

  it("has nothing against a flow in which all is well", () => {
    const flow = aFlow({
      hello: play("ask", "Hello $.Attributes.name, you called $.SystemEndpoint.Address."),
      ask: menu({ 1: "look" }, "bye"),
      look: invoke("bye"),
      bye: END,
    });
    expect(lintFlow(flow)).toEqual({ findings: [] });
  });

  it("orders findings as the file does, and names the action as the designer does", () => {
    const flow = aFlow(
      { "Say hello": play("nowhere"), other: { ...END, Type: "Nothing" } },
      { Metadata: { ActionMetadata: { "Say hello": { isFriendlyName: true }, other: {} } } },
    );
    const [first, ...others] = findingsIn(flow);
    expect(first?.action).toEqual({
      identifier: "Say hello",
      type: "MessageParticipant",
      name: "Say hello",
      block: "Play prompt",
    });
    const rest = { identifier: "other", type: "Nothing" };
    expect(others.map(({ action }) => action)).toEqual(others.map(() => rest));
  });

  it("has one name for each rule", () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Puts a value in the place of one that the numbers lead to. */
function planted(into: Json, way: readonly number[], value: Json): Json {
  const [step, ...rest] = way;
  if (step === undefined || typeof into !== "object" || into === null) return value;
  const names = Object.keys(into);
  const name = names[step % names.length];
  if (name === undefined) return value;
  if (Array.isArray(into)) {
    return into.map((item: Json, at) => (String(at) === name ? planted(item, rest, value) : item));
  }
  const object = into as { readonly [name: string]: Json };
  return { ...object, [name]: planted(object[name] as Json, rest, value) };
}
