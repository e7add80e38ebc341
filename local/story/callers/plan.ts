import type { Random } from "../../random.ts";
import { DAY } from "../day.ts";
import { CALLER_KINDS } from "./kinds.ts";
import type { CallerKind } from "./world.ts";

/** One caller of the day. */
export interface PlannedCaller {
  readonly index: number;
  readonly kind: CallerKind;
  /** Milliseconds after the start of the day. */
  readonly arrivesAfter: number;
  /** E.164; a New Zealand mobile number of the caller's own. */
  readonly number: string;
}

/** Plans a day: every kind calls at least once, the rest by its share. */
export function planDay(callers: number, random: Random): readonly PlannedCaller[] {
  const shares = CALLER_KINDS.reduce((sum, kind) => sum + kind.share, 0);
  const kinds: CallerKind[] = [...CALLER_KINDS.slice(0, callers)];
  while (kinds.length < callers) {
    let point = random.next() * shares;
    const kind = CALLER_KINDS.find((candidate) => {
      point -= candidate.share;
      return point < 0;
    });
    kinds.push(kind ?? (CALLER_KINDS[0] as CallerKind));
  }
  return kinds
    .map((kind, index) => ({
      index,
      kind,
      arrivesAfter: random.between(0, DAY),
      number: `+64215${String(550_000 + index).padStart(6, "0")}`.slice(0, 13),
    }))
    .sort((a, b) => a.arrivesAfter - b.arrivesAfter);
}
