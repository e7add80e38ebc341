import type { Cursor } from "./cursor.ts";
import { readAction } from "./read-action.ts";
import type { TestAction } from "./test-case.ts";

/**
 * The actions of an observation, in the order in which they are done: each is followed by the one
 * that its NextAction names. Where several name none, or are named by none, the file's order counts.
 */
export function readActions(items: readonly Cursor[], chat: boolean): readonly TestAction[] {
  const ids = items.map((item) => item.get("Identifier").value);
  const next = items.map((item, index) => {
    if (ids.indexOf(ids[index]) < index) {
      item.get("Identifier").upload("another action here has it, too", "rename one");
    }
    return nextOf(item, ids);
  });
  const read = items.map((item) => readAction(item, chat));
  return orderOf(next, items).flatMap((index) => read[index] ?? []);
}

/** @returns the index of the action that follows; undefined where none is named */
function nextOf(item: Cursor, ids: readonly unknown[]): number | undefined {
  const transitions = item.get("Transitions");
  transitions.knows("NextAction", "Errors", "Conditions");
  const place = transitions.get("NextAction");
  const id = place.given ? place.text() : undefined;
  if (id === undefined) return undefined;
  const index = ids.indexOf(id);
  if (index >= 0) return index;
  return place.error(`there is no action "${id}" in this observation`, "name one that is");
}

function orderOf(
  next: readonly (number | undefined)[],
  items: readonly Cursor[],
): readonly number[] {
  const order = new Set<number>();
  const followers = new Set(next);
  for (const first of items.keys()) {
    if (followers.has(first)) continue;
    for (let at: number | undefined = first; at !== undefined && !order.has(at); at = next[at]) {
      order.add(at);
    }
  }
  const [circle] = [...items.entries()].filter(([index]) => !order.has(index));
  circle?.[1].error("it follows itself: nothing ever begins it", "let another action lead to it");
  return [...order];
}
