/** What an expression can look at, found in its syntax tree. Only `$eval` could reach further. */
export interface References {
  /** Variables by name, functions among them, `states` left out. */
  readonly variables: ReadonlySet<string>;
  /** Members of `$states`; "all" where it is used as a whole. */
  readonly states: ReadonlySet<string> | "all";
  /** Where its conditions stand: the position in the text behind the operator. */
  readonly conditions: readonly number[];
}

/** @param tree of jsonata's `ast()` */
export function referencesOf(tree: unknown): References {
  const variables = new Set<string>();
  const members = new Set<string>();
  const conditions: number[] = [];
  let whole = false;
  const seen = new Set<object>();
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    // `%` goes up from any place, `$states` included.
    if (isNode(node, "parent")) whole = true;
    if (isNode(node, "condition") && node.position !== undefined) conditions.push(node.position);
    const member = memberOfStates(node);
    if (member !== undefined) {
      members.add(member.name);
      seen.add(member.variable);
    } else if (isNode(node, "variable") && typeof node.value === "string") {
      if (node.value === "states") whole = true;
      else variables.add(node.value);
    }
    pending.push(...Object.values(node));
  }
  return { variables, states: whole ? "all" : members, conditions };
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly unknown[];
}

function isNode(node: unknown, type: string): node is Node {
  return typeof node === "object" && node !== null && (node as Node).type === type;
}

/** `$states.input…`: the path's first two steps, when the first is nothing but the variable. */
function memberOfStates(node: object): { name: string; variable: object } | undefined {
  if (!isNode(node, "path")) return undefined;
  const [variable, name] = node.steps ?? [];
  if (!isNode(variable, "variable") || variable.value !== "states") return undefined;
  if (Object.keys(variable).some((key) => !["type", "value", "position"].includes(key))) {
    return undefined;
  }
  return isNode(name, "name") && typeof name.value === "string"
    ? { name: name.value, variable }
    : undefined;
}
