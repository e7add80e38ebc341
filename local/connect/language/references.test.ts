import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";
import {
  referenceProblem,
  referencesIn,
  replaceReferences,
  textsIn,
  wholeReference,
} from "./references.ts";
import { flagIn, hasPlaceholder, numberIn } from "./value.ts";

describe("references in a text", () => {
  it.each<[string, string[][]]>([
    ["Hello $.Attributes.name.", [["Attributes", "name"]]],
    [
      "$.Attributes.['my name'], $.External.a-b_1!",
      [
        ["Attributes", "my name"],
        ["External", "a-b_1"],
      ],
    ],
    ["$.External.items[0].name", [["External", "items", "0", "name"]]],
    ["$['Attributes']['x']", [["Attributes", "x"]]],
    [
      "survey_$.Attributes.counter$.Attributes.größe",
      [
        ["Attributes", "counter"],
        ["Attributes", "größe"],
      ],
    ],
    ["$5.00, $., $, $.5, $[0], 100%", []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of a deployment tool
    ["arn:aws:lex:$.AwsRegion:${ACCOUNT}:bot", [["AwsRegion"]]],
  ])("%s", (text, names) => {
    expect(referencesIn(text).map((reference) => reference.names)).toEqual(names);
  });

  it("may be the whole of it", () => {
    expect(wholeReference("$.Attributes.name")?.names).toEqual(["Attributes", "name"]);
    expect(wholeReference("$.Attributes.name ")).toBeUndefined();
    expect(wholeReference("name")).toBeUndefined();
  });

  it("are replaced where they stand", () => {
    const said = replaceReferences("Hello $.Attributes.name. Bye, $.External.x", ({ names }) =>
      String(names.at(-1)).toUpperCase(),
    );
    expect(said).toBe("Hello NAME. Bye, X");
  });

  it.each<[string, unknown]>([
    ["$.Attributes.anything.at.all", undefined],
    ["$.External", undefined],
    ["$.Metrics.Agents.Online.Count", undefined],
    ["$.Queue.OutboundCallerId.Address", undefined],
    ["$.attributes.name", { kind: "typo", wrong: "$.attributes", meant: "$.Attributes" }],
    ["$.Exernal.name", { kind: "typo", wrong: "$.Exernal", meant: "$.External" }],
    ["$.Queue.Nam", { kind: "typo", wrong: "$.Queue.Nam", meant: "$.Queue.Name" }],
    ["$.ContactId.x", { kind: "unknown", wrong: "$.ContactId.x" }],
    ["$.constructor.name", { kind: "unknown", wrong: "$.constructor" }],
    [
      "$.CustomerInput",
      { kind: "unknown", wrong: "$.CustomerInput", meant: "$.StoredCustomerInput" },
    ],
  ])("are held against Connect's namespaces: %s", (text, problem) => {
    const [reference] = referencesIn(text);
    expect(reference && referenceProblem(reference)).toEqual(problem);
  });

  it("are looked for in every text of a value, names included", () => {
    const value = { "$.External.key": ["a", { b: "c" }], n: 1 };
    expect([...textsIn(value)]).toEqual([
      { text: "$.External.key", path: ["$.External.key"] },
      { text: "a", path: ["$.External.key", 0] },
      { text: "b", path: ["$.External.key", 1, "b"] },
      { text: "c", path: ["$.External.key", 1, "b"] },
      { text: "n", path: ["n"] },
    ]);
  });
});

describe("the nearest known word", () => {
  const known = ["Equals", "True", "NumberLessThan"];
  it.each<[string, string | undefined]>([
    ["equals", "Equals"],
    ["Eqauls", "Equals"],
    ["Equal", "Equals"],
    ["Tru", "True"],
    ["Troo", undefined],
    ["NumberLesThen", "NumberLessThan"],
    ["NumberMoreThan", undefined],
    ["x".repeat(100_000), undefined],
  ])("%.20s", (word, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});

describe("values as flows write them", () => {
  it("numbers", () => {
    const given = ["5", "-30", "1.5", 8, "", " 5", "5s", "1e3", "0x10", true, null, {}];
    const read = [5, -30, 1.5, 8, ...Array.from({ length: 8 }, () => undefined)];
    expect(given.map((value) => numberIn(value))).toEqual(read);
  });

  it("booleans", () => {
    const given = ["True", "true", "FALSE", true, false, "yes", "", null, 1, ["true"]];
    const read = [true, true, false, true, false, ...Array.from({ length: 5 }, () => undefined)];
    expect(given.map((value) => flagIn(value))).toEqual(read);
  });

  it("placeholders of deployment tools", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of a deployment tool
    const filled = ["a ${b} c", "{{x.arn}}", "<<x>>", "%QueueArn%", "<a queue ARN>"];
    expect(filled.filter((text) => !hasPlaceholder(text))).toEqual([]);
    const plain = [
      "5 % off, 10 % on",
      "<speak>Hello</speak>",
      "$.Attributes.x",
      "placeholder",
      "{}",
    ];
    expect(plain.filter(hasPlaceholder)).toEqual([]);
  });
});
