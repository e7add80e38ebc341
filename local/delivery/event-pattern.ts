import { DeliveryRefusedError } from "./refused.ts";

type Test = (value: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern: exact values, `prefix`, `exists` and `anything-but` (of
 * values or a prefix). Fields must all match, one of the values of each.
 * @throws DeliveryRefusedError for any other operator
 */
export function compilePattern(ruleId: string, pattern: unknown): Test {
  return fields(pattern, (path, problem) => {
    throw new DeliveryRefusedError(ruleId, `event pattern, ${path || "top"}: ${problem}`);
  });
}

type Refuse = (path: string, problem: string) => never;

function fields(pattern: unknown, refuse: Refuse, path = ""): Test {
  if (!isObject(pattern)) return refuse(path, "expected an object or a list of values.");
  const tests = Object.entries(pattern).map(([key, expected]) => {
    const at = path ? `${path}.${key}` : key;
    if (key.startsWith("$")) return refuse(at, "this operator is not supported locally.");
    const matches = Array.isArray(expected)
      ? oneOf(expected.map((one) => leaf(one, refuse, at)))
      : fields(expected, refuse, at);
    return (event: object) => matches((event as Record<string, unknown>)[key]);
  });
  // A list in the event matches when one of its items does.
  return (value) =>
    [value].flat().some((item) => isObject(item) && tests.every((matches) => matches(item)));
}

/** Each test sees the whole value of the field, to know an absent one from a present one. */
function oneOf(tests: readonly Test[]): Test {
  return (value) => tests.some((matches) => matches(value));
}

function leaf(expected: unknown, refuse: Refuse, path: string): Test {
  if (!isObject(expected)) return present((item) => item === expected);
  const [[operator, operand] = ["", undefined], ...more] = Object.entries(expected);
  if (more.length === 0) {
    if (operator === "exists") return (value) => (isLeaf(value) ? operand : !operand) === true;
    const test = valueTest(operator, operand);
    if (test !== undefined) return present(test);
  }
  return refuse(path, `${JSON.stringify(expected)} is not supported locally.`);
}

function valueTest(operator: string, operand: unknown): Test | undefined {
  if (operator === "prefix" && typeof operand === "string") {
    return (item) => typeof item === "string" && item.startsWith(operand);
  }
  if (operator !== "anything-but") return undefined;
  if (isObject(operand)) {
    const { prefix, ...others } = operand as Record<string, unknown>;
    const starts = Object.keys(others).length === 0 ? valueTest("prefix", prefix) : undefined;
    return starts && ((item) => !starts(item));
  }
  const excluded = [operand].flat();
  if (excluded.some(isObject)) return undefined;
  return (item) => !excluded.includes(item);
}

function present(test: Test): Test {
  return (value) => isLeaf(value) && [value].flat().some(test);
}

/** `exists` and values speak of leaves: an absent field and an object are none. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && !isObject(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
