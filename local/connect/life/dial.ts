import type { CallContext } from "../flow/call-context.ts";
import type { Ring } from "../instance/phone.ts";
import type { Centre } from "./centre.ts";

/** How long a telephone rings before the network gives up, and until it says that it is busy. */
const RINGS_OUT_SECONDS = 45;
const BUSY_SECONDS = 3;

export type Answered = Exclude<Ring, string>;

/**
 * Rings a telephone.
 * @param giveUpSeconds the most it rings
 * @throws Interrupted when the call ends meanwhile
 */
export async function dial(
  centre: Centre,
  call: CallContext,
  number: string,
  giveUpSeconds = RINGS_OUT_SECONDS,
): Promise<Answered | "busy" | "no-answer"> {
  const { clock } = centre.world;
  call.trace.add({ kind: "life", ...call.mark, what: "dialled" });
  const ring = centre.phone(number)?.rings() ?? "no-answer";
  const after =
    ring === "busy" ? BUSY_SECONDS : ring === "no-answer" ? undefined : ring.answersAfterSeconds;
  const inTime = after !== undefined && after <= giveUpSeconds;
  await call.interruption.pause(clock, clock.now() + 1000 * (inTime ? after : giveUpSeconds));
  return inTime ? ring : "no-answer";
}
