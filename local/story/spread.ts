/** The middle and the largest of some figures; 0 of none. */
export function spread(figures: readonly number[]): { median: number; max: number } {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}
