import { DeliveryRefusedError } from "./refused.ts";

type Test = (message: string) => boolean;
type JsonTest = (event: unknown) => boolean;

/**
 * Compiles a filter pattern of CloudWatch Logs: empty (everything), terms and phrases (`-` excludes,
 * of `?` one is enough), and conditions on JSON lines, such as
 * `{ $.ContactFlowModuleType = "Set*" && $.Parameters.N > 1 }`, with `EXISTS`, `IS NULL`, `IS TRUE`.
 * Source: CloudWatch Logs user guide, "Filter pattern syntax".
 * @throws DeliveryRefusedError for regular expressions, space-delimited patterns and what is none
 */
export function compileFilterPattern(filterId: string, pattern: string): Test {
  const text = pattern.trim();
  const refuse = (problem: string): never => {
    throw new DeliveryRefusedError(filterId, `filter pattern ${pattern}: ${problem}`);
  };
  if (/^[%[]/.test(text)) return refuse("not supported locally.");
  if (!text.startsWith("{")) return terms(text);
  if (!text.endsWith("}")) return refuse("expected } at its end.");
  const condition = new Conditions(text.slice(1, -1), refuse).read();
  return (message) => {
    try {
      return condition(JSON.parse(message));
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
  };
}

function terms(pattern: string): Test {
  const all = [...pattern.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(
    ([, sign = "", phrase, word]) => ({ sign, term: phrase ?? word ?? "" }),
  );
  const of = (sign: string) => all.filter((one) => one.sign === sign).map(({ term }) => term);
  const [needed, excluded, optional] = [of(""), of("-"), of("?")];
  return (message) =>
    needed.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (optional.length === 0 || optional.some((term) => message.includes(term)));
}

const TOKEN = /\s*(&&|\|\||[!<>]?=|[<>()]|"(?:[^"\\]|\\.)*"|[^\s()=<>!&|"]+)/y;

/** Conditions on a JSON line: `||` binds less than `&&`. */
class Conditions {
  readonly #tokens: string[] = [];
  readonly #refuse: (problem: string) => never;

  constructor(text: string, refuse: (problem: string) => never) {
    this.#refuse = refuse;
    const token = new RegExp(TOKEN);
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
      this.#tokens.push(match[1] ?? "");
      if (token.lastIndex === text.trimEnd().length) return;
    }
    refuse("cannot be read.");
  }

  read(): JsonTest {
    const condition = this.#either();
    if (this.#tokens.length > 0) this.#refuse(`unexpected ${this.#tokens[0]}.`);
    return condition;
  }

  #either(): JsonTest {
    const conditions = [this.#all()];
    while (this.#takes("||")) conditions.push(this.#all());
    return (event) => conditions.some((holds) => holds(event));
  }

  #all(): JsonTest {
    const conditions = [this.#one()];
    while (this.#takes("&&")) conditions.push(this.#one());
    return (event) => conditions.every((holds) => holds(event));
  }

  #one(): JsonTest {
    if (this.#takes("(")) {
      const inside = this.#either();
      if (!this.#takes(")")) this.#refuse("expected a closing parenthesis.");
      return inside;
    }
    const path = selector(this.#next()) ?? this.#refuse("expected a property such as $.name.");
    const [operator, operand] = [this.#next(), () => this.#next()];
    const test = comparison(operator, operand);
    if (test === undefined) return this.#refuse(`${operator} is not supported locally.`);
    return (event) => test(valueAt(event, path));
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }

  #next(): string {
    return this.#tokens.shift() ?? this.#refuse("ends too early.");
  }
}

/** `$.a.b[0]` */
function selector(token: string): readonly string[] | undefined {
  if (!token.startsWith("$.")) return undefined;
  return token
    .slice(2)
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .split(".");
}

function valueAt(event: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    event,
  );
}

function comparison(operator: string, operand: () => string): JsonTest | undefined {
  if (operator === "EXISTS") return (value) => value !== undefined;
  if (operator === "NOT") {
    return operand() === "EXISTS" ? (value) => value === undefined : undefined;
  }
  if (operator === "IS") {
    const expected = { NULL: null, TRUE: true, FALSE: false }[operand()];
    return expected === undefined ? undefined : (value) => value === expected;
  }
  const text = operand();
  if (operator === "=") return equal(text);
  if (operator === "!=") {
    const equals = equal(text);
    return (value) => value !== undefined && !equals(value);
  }
  const compare = NUMERIC[operator];
  const bound = Number(text);
  if (compare === undefined || Number.isNaN(bound)) return undefined;
  return (value) => typeof value === "number" && compare(value, bound);
}

const NUMERIC: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** A text with `*` for anything; a number equals a number, or the text of one. */
function equal(token: string): JsonTest {
  const text = token.startsWith('"') ? (JSON.parse(token) as string) : token;
  const parts = text.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join("[^]*")}$`);
  return (value) =>
    (typeof value === "string" && pattern.test(value)) ||
    (typeof value === "number" && !token.startsWith('"') && value === Number(text));
}
