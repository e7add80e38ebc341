import { CallProblem } from "../../connect/flow/problem.ts";
import type { Ring } from "../../connect/instance/phone.ts";
import type { Call } from "../../connect/simulator/call.ts";
import type { CallScript } from "./call-script.ts";
import type { CallersPhone, Dialling, TelephoneLine } from "./telephone-line.ts";

/** Records are there so long after the last call. */
const AFTERMATH_MS = 120_000;

/** What came of a script. */
export interface Played {
  readonly calls: readonly Call[];
  /** The bank's own calls, in the order in which they were asked for. */
  readonly callbacks: readonly Call[];
  /** What made it impossible to simulate a call to its end; no call follows it. */
  readonly problem: CallProblem | undefined;
}

/** A telephone whose owner answers, and listens. */
export class ScriptedPhone implements CallersPhone {
  call: Call | undefined;

  get isEngaged(): boolean {
    return this.call?.open === true;
  }

  aboutToRing(): number {
    return 2;
  }

  rings(): Ring {
    return this.isEngaged ? "busy" : { answersAfterSeconds: 4 };
  }
}

/**
 * Plays the calls of a script one after another, and what follows them: callbacks, where an agent
 * makes them, and contact records. Time passes as it is needed.
 * @throws what a delivery within the bank threw
 */
export async function playScript(
  line: TelephoneLine,
  phone: ScriptedPhone,
  { calls: scripted, thenMs }: CallScript,
  dialling: Omit<Dialling, "caller">,
): Promise<Played> {
  const { clock, simulator } = line;
  const calls: Call[] = [];
  const problem = await clock.drive(async () => {
    try {
      for (const { afterMs, caller } of scripted) {
        await clock.sleep(afterMs);
        const call = line.call({ ...dialling, caller });
        calls.push(call);
        phone.call = call;
        await call.ended();
      }
      await clock.sleep(thenMs);
      if (line.agent.isOnDuty) for (const callback of simulator.callbacks) await callback.ended();
      return undefined;
    } catch (error) {
      if (error instanceof CallProblem) return error;
      throw error;
    } finally {
      await clock.sleep(AFTERMATH_MS);
    }
  });
  line.check();
  return { calls, callbacks: simulator.callbacks, problem };
}
