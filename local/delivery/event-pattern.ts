import { DeliveryRefusedError } from "./refused.ts";

type Test = (value: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern: exact values, `prefix`, `suffix`, `numeric`, `exists` and
 * `anything-but` (of values, a prefix or a suffix). Fields must all match, one of the values of each.
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
  if (operator === "suffix" && typeof operand === "string") {
    return (item) => typeof item === "string" && item.endsWith(operand);
  }
  if (operator === "numeric") return numericTest(operand);
  if (operator !== "anything-but") return undefined;
  if (isObject(operand)) {
    const [[inner, value] = ["", undefined], ...more] = Object.entries(operand);
    const isAffix = more.length === 0 && (inner === "prefix" || inner === "suffix");
    const affixed = isAffix ? valueTest(inner, value) : undefined;
    return affixed && ((item) => !affixed(item));
  }
  const excluded = [operand].flat();
  if (excluded.some(isObject)) return undefined;
  return (item) => !excluded.includes(item);
}

const COMPARISONS: Readonly<Record<string, (item: number, bound: number) => boolean>> = {
  "=": (item, bound) => item === bound,
  "<": (item, bound) => item < bound,
  "<=": (item, bound) => item <= bound,
  ">": (item, bound) => item > bound,
  ">=": (item, bound) => item >= bound,
};

/** `[">", 0, "<=", 5]`: one or two comparisons, which must all hold. */
function numericTest(operand: unknown): Test | undefined {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return undefined;
  const tests = [operand.slice(0, 2), operand.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([operator, bound]): Test | undefined => {
      const compare = COMPARISONS[String(operator)];
      if (compare === undefined || typeof bound !== "number") return undefined;
      return (item) => typeof item === "number" && compare(item, bound);
    });
  if (tests.includes(undefined)) return undefined;
  return (item) => tests.every((holds) => holds?.(item));
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
