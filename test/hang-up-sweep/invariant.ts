/** What must hold wherever a caller hangs up. */
export const INVARIANTS = {
  contacts: "every contact ends once, where its caller hung up, and has one record",
  tasks: "who was cut off is offered to go on where they were, and nobody else is",
  claims: "a number has a claim exactly as long as a callback waits",
  lookups: "every lookup is executed once, and comes to its end",
  recordings:
    "every call with an agent has the verdict that the bucket proves; no other is watched",
  secrets: "what was entered in secret stands nowhere, and nobody's number in a log",
  deadEnds: "nothing was given up",
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Broken {
  readonly invariant: Invariant;
  /** Which run, as it can be run again alone, and what is wrong. */
  readonly how: string;
}

/** What is wrong with runs, each by itself. */
export function brokenIn<R extends { readonly name: string }>(
  invariant: Invariant,
  runs: readonly R[],
  wrong: (run: R) => readonly string[],
): readonly Broken[] {
  return runs.flatMap((run) =>
    wrong(run).map((what) => ({ invariant, how: `${run.name}: ${what}` })),
  );
}

/** What is wrong with the bank as a whole. */
export function brokenBank(invariant: Invariant, wrong: readonly string[]): readonly Broken[] {
  return wrong.map((how) => ({ invariant, how }));
}
