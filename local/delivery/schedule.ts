import { compileCron } from "./cron.ts";
import { DeliveryRefusedError } from "./refused.ts";

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** When a schedule is due after a time, both in epoch milliseconds; infinite for never again. */
export type Schedule = (after: number) => number;

/**
 * Compiles the expression of an EventBridge rule: `rate(…)`, counted from `startedAt`, or `cron(…)`.
 * @throws DeliveryRefusedError for any other
 */
export function compileSchedule(ruleId: string, expression: string, startedAt: number): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate !== null) {
    const [, count = "", unit, plural] = rate;
    const period = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
    // EventBridge refuses `1 minutes` and `5 minute`.
    if (period > 0 && (Number(count) === 1) === (plural === "")) {
      return (after) => startedAt + (1 + Math.floor((after - startedAt) / period)) * period;
    }
  }
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  const schedule = cron === undefined ? undefined : compileCron(cron);
  if (schedule !== undefined) return schedule;
  throw new DeliveryRefusedError(
    ruleId,
    `${expression} is not supported locally: only rates are, and crons of numbers, ranges, steps and lists.`,
  );
}
