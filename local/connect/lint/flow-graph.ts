import type { FlowAction } from "../language/flow.ts";
import type { Path } from "../language/problem.ts";

/** A branch of an action, and where it stands in the file. */
export interface Branch {
  readonly target: string;
  readonly path: Path;
}

/** All branches of the action at this index, in the order in which the file has them. */
export function branchesOf({ Transitions }: FlowAction, index: number): Branch[] {
  const path = ["Actions", index, "Transitions"];
  const { NextAction, Errors, Conditions } = Transitions;
  const branch = (kind: string) => (one: { readonly NextAction: string }, at: number) => ({
    target: one.NextAction,
    path: [...path, kind, at, "NextAction"],
  });
  return [
    ...(NextAction === undefined ? [] : [{ target: NextAction, path: [...path, "NextAction"] }]),
    ...Errors.map(branch("Errors")),
    ...Conditions.map(branch("Conditions")),
  ];
}

/** Where actions lead, by index. Branches to nowhere are not part of it. */
export interface FlowGraph {
  readonly successors: readonly (readonly number[])[];
  /** Whatever can run, from the start; undefined when there is no such start. */
  readonly reachable: ReadonlySet<number> | undefined;
  /** Actions that can lead back to themselves, in groups that lead to each other. */
  readonly cycles: readonly (readonly number[])[];
}

export function flowGraph(start: string, actions: readonly FlowAction[]): FlowGraph {
  const byIdentifier = new Map<string, number>();
  for (const [index, { Identifier }] of actions.entries()) {
    if (!byIdentifier.has(Identifier)) byIdentifier.set(Identifier, index);
  }
  const successors = actions.map((action, index) => {
    const targets = branchesOf(action, index).map(({ target }) => byIdentifier.get(target));
    return [...new Set(targets.filter((target) => target !== undefined))];
  });
  const first = byIdentifier.get(start);
  return {
    successors,
    reachable: first === undefined ? undefined : reachableFrom([first], successors),
    cycles: cyclesIn(successors),
  };
}

export function reachableFrom(
  starts: Iterable<number>,
  successors: readonly (readonly number[])[],
): Set<number> {
  const reached = new Set(starts);
  for (const node of reached) for (const next of successors[node] ?? []) reached.add(next);
  return reached;
}

export function predecessorsIn(successors: readonly (readonly number[])[]): number[][] {
  const predecessors: number[][] = successors.map(() => []);
  for (const [node, nexts] of successors.entries()) {
    for (const next of nexts) predecessors[next]?.push(node);
  }
  return predecessors;
}

/**
 * Strongly connected components with a way round, after Kosaraju: without recursion, because a flow
 * may be longer than the stack.
 */
function cyclesIn(successors: readonly (readonly number[])[]): number[][] {
  const predecessors = predecessorsIn(successors);
  const component = new Set<number>();
  const cycles: number[][] = [];
  for (const root of finishingOrder(successors).reverse()) {
    if (component.has(root)) continue;
    const members = [root];
    component.add(root);
    for (const node of members) {
      for (const before of predecessors[node] ?? []) {
        if (component.has(before)) continue;
        component.add(before);
        members.push(before);
      }
    }
    if (members.length > 1 || successors[root]?.includes(root)) {
      cycles.push(members.sort((a, b) => a - b));
    }
  }
  return cycles;
}

/** Nodes in the order in which a depth-first walk leaves them for the last time. */
function finishingOrder(successors: readonly (readonly number[])[]): number[] {
  const seen = new Set<number>();
  const order: number[] = [];
  for (const root of successors.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const path = [{ node: root, taken: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = successors[top.node]?.[top.taken];
      top.taken += 1;
      if (next === undefined) {
        order.push(top.node);
        path.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push({ node: next, taken: 0 });
      }
    }
  }
  return order;
}
