import type { DueContact } from "./ledger.ts";

/** Merges what is due in several states, each of which is sorted, into one sequence, oldest first. */
export async function* oldestFirst(
  sources: readonly AsyncGenerator<DueContact>[],
): AsyncGenerator<DueContact> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let oldest = -1;
    for (const [index, head] of heads.entries()) {
      const dueAt = heads[oldest]?.value?.dueAt ?? Number.POSITIVE_INFINITY;
      if (!head.done && head.value.dueAt < dueAt) oldest = index;
    }
    const head = heads[oldest];
    const source = sources[oldest];
    if (head === undefined || head.done || source === undefined) return;
    yield head.value;
    heads[oldest] = await source.next();
  }
}
