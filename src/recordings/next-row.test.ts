import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { MORNING } from "../../test/factories/time.ts";
import type { ContactFacts } from "../connect/described-contact.ts";
import { STATES, VERDICTS } from "./contact-state.ts";
import type { Enrol } from "./enrolment.ts";
import type { Evidence } from "./evidence.ts";
import { nextRow } from "./next-row.ts";
import { type ContactRow, unknownContact } from "./table.ts";

const GRACE = 900;
const LATER = MORNING + 86_000_000;
const FORWARD = [
  undefined,
  STATES.initialised,
  STATES.inQueue,
  STATES.withAgent,
  STATES.queueCompleted,
  STATES.agentCompleted,
];

interface Life {
  /** Seconds after MORNING, each after the one before; what is absent did not happen. */
  readonly times: readonly number[];
  readonly agent: boolean;
  readonly over: boolean;
  readonly channel: string;
  readonly blocks: readonly { readonly at: number; readonly on: boolean }[];
  readonly inherits: boolean | undefined;
  readonly recorded: boolean;
}

const life: fc.Arbitrary<Life> = fc.record({
  times: fc
    .uniqueArray(fc.integer({ min: 0, max: 9_000 }), { minLength: 4, maxLength: 4 })
    .map((times) => times.sort((a, b) => a - b)),
  agent: fc.boolean(),
  over: fc.boolean(),
  channel: fc.constantFrom("VOICE", "VOICE", "VOICE", "CHAT"),
  blocks: fc.uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 9_000 }), on: fc.boolean() }), {
    maxLength: 3,
    selector: ({ at }) => at,
  }),
  inherits: fc.constantFrom(true, false, undefined),
  recorded: fc.boolean(),
});

/** What is known of the contact after so many of its moments. */
function factsAt({ times, agent, over, channel }: Life, moments: number): ContactFacts {
  const at = (index: number) => MORNING + (times[index] ?? 0) * 1000;
  return {
    channel,
    initiationMethod: "INBOUND",
    initialContactId: undefined,
    previousContactId: undefined,
    relatedContactId: undefined,
    initiatedAt: at(0),
    connectedToAgentAt: agent && moments > 2 ? at(2) : undefined,
    disconnectedAt: over && moments > 3 ? at(3) : undefined,
    lastUpdate: at(moments - 1),
    agentId: agent && moments > 2 ? "agent" : undefined,
    queueId: moments > 1 ? "queue" : undefined,
  };
}

/** What is told of a life, in the order in which it happened. */
function toldOf(life: Life): Evidence[] {
  const told: Evidence[] = [1, 2, 3, 4].map((moments) => ({
    kind: "contact",
    facts: factsAt(life, moments),
    asked: false,
  }));
  if (life.recorded) told.push({ kind: "recording", location: "bucket/file" });
  return told;
}

/** What is told of it and cannot be asked again: it must not get lost. */
function toldOnceOf({ blocks, inherits }: Life): Evidence[] {
  const told: Evidence[] = blocks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, on }) => ({ kind: "recording-behavior", at: MORNING + at * 1000, on }));
  if (inherits !== undefined) told.push({ kind: "inherited", on: inherits });
  return told;
}

/** What a sweep learns when it asks, long after. */
function askedOf(life: Life): Evidence[] {
  const recordingLocation = life.recorded ? "bucket/file" : undefined;
  return [
    { kind: "contact", facts: factsAt(life, 4), recordingLocation, asked: true },
    { kind: "not-recorded" },
  ];
}

/** What is inherited is looked up again after each event of the contact. */
function withInheritance(evidence: readonly Evidence[], { inherits }: Life): Evidence[] {
  if (inherits === undefined) return [...evidence];
  const inherited: Evidence = { kind: "inherited", on: inherits };
  return evidence.flatMap((one): Evidence[] => (one.kind === "contact" ? [one, inherited] : [one]));
}

function run(evidence: readonly Evidence[], enrol: Enrol, from = unknownContact("c")): ContactRow {
  return evidence.reduce((row, one, index) => {
    const now = LATER + index;
    const next = nextRow(row, one, { enrol, graceSeconds: GRACE, now });
    expect(FORWARD.indexOf(next.state)).toBeGreaterThanOrEqual(FORWARD.indexOf(row.state));
    // A repeat is nothing.
    const check = one.kind === "not-recorded" || (one.kind === "contact" && one.asked);
    if (!check) expect(nextRow(next, one, { enrol, graceSeconds: GRACE, now })).toBe(next);
    if (next.verdict !== undefined) expect(next.state).toBe(STATES.agentCompleted);
    return next;
  }, from);
}

const anyEnrol = fc.constantFrom<Enrol>("flow-log", "every-agent-contact");

/** A list of places out of which an order with repeats is made. */
const places = fc.array(fc.nat(999), { maxLength: 20 });

function shuffled(evidence: readonly Evidence[], list: readonly number[]): Evidence[] {
  const rest = [...evidence];
  const order: Evidence[] = [];
  for (const place of list) {
    const one = evidence[place % evidence.length];
    if (one) order.push(one);
  }
  // Whatever was not drawn comes at the end, in its order reversed.
  return [...order, ...rest.reverse()];
}

/** Without what depends on when the evidence came. */
function lasting({ nextCheckAt, expiresAt, version, ...row }: ContactRow): object {
  return { ...row, checked: nextCheckAt !== undefined };
}

test("in any order and with any repeats evidence leaves what it leaves in order", () => {
  fc.assert(
    fc.property(life, anyEnrol, places, (one, enrol, list) => {
      const told = [...toldOf(one), ...toldOnceOf(one)];
      const tidy = run(withInheritance(told, one), enrol);
      const wild = run(withInheritance(shuffled(told, list), one), enrol);
      expect(lasting(wild)).toEqual(lasting(tidy));
    }),
    { numRuns: 400 },
  );
});

test("what was lost the sweep repairs: the same row in the end, and the same verdict", () => {
  fc.assert(
    fc.property(life, anyEnrol, places, fc.nat(31), (one, enrol, list, lost) => {
      const told = [...toldOnceOf(one), ...toldOf(one), ...askedOf(one)];
      const tidy = run(withInheritance(told, one), enrol);
      const heard = toldOf(one).filter((_, index) => (lost & (1 << index)) === 0);
      const order = shuffled([...heard, ...toldOnceOf(one)], list);
      const wild = run(withInheritance(order, one), enrol);
      // Nobody asks about a contact that nobody knows of.
      const asked = wild.state === undefined ? [] : askedOf(one);
      const repaired = run(asked, enrol, wild);
      if (repaired.state === undefined) {
        expect(
          one.agent && enrol === "every-agent-contact" ? undefined : tidy.state,
        ).toBeUndefined();
      } else {
        expect(lasting(repaired)).toEqual(lasting(tidy));
      }
    }),
    { numRuns: 400 },
  );
});

test("a verdict is given exactly to agent calls that are over and to be recorded", () => {
  fc.assert(
    fc.property(life, (one) => {
      const row = run([...toldOnceOf(one), ...toldOf(one), ...askedOf(one)], "flow-log");
      const last = one.blocks.toSorted((a, b) => a.at - b.at).at(-1)?.on ?? one.inherits;
      const due = last === true && one.agent && one.over && one.channel === "VOICE";
      const verdict = one.recorded ? VERDICTS.recorded : VERDICTS.notRecorded;
      expect(row.verdict).toBe(due ? verdict : undefined);
    }),
    { numRuns: 400 },
  );
});

describe("what changes nothing", () => {
  const rules = { enrol: "flow-log", graceSeconds: GRACE, now: LATER } as const;
  const blank = unknownContact("c");

  it.each<Evidence>([{ kind: "not-found" }, { kind: "not-recorded" }, { kind: "check-failed" }])(
    "is a check of a contact that is not in the ledger: %j",
    (evidence) => {
      expect(nextRow(blank, evidence, rules)).toBe(blank);
    },
  );

  it("is the hundred and first contact that follows one", () => {
    let row = blank;
    for (let i = 0; i < 100; i += 1) {
      row = nextRow(row, { kind: "next-contact", contactId: String(i) }, rules);
    }
    expect(nextRow(row, { kind: "next-contact", contactId: "more" }, rules)).toBe(row);
    expect(row.nextContactIds).toHaveLength(100);
  });
});

test("of two recordings the one that is kept does not depend on which was heard of first", () => {
  const rules = { enrol: "flow-log", graceSeconds: GRACE, now: LATER } as const;
  const recording = (location: string): Evidence => ({ kind: "recording", location });
  for (const order of [
    ["b/1", "b/2"],
    ["b/2", "b/1"],
  ]) {
    const row = order.reduce(
      (before, file) => nextRow(before, recording(file), rules),
      unknownContact("c"),
    );
    expect(row.recordingLocation).toBe("b/1");
  }
});
