import { DeliveryRefusedError } from "./refused.ts";

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** When a schedule is due after a time, both in epoch milliseconds. */
export type Schedule = (after: number) => number;

/**
 * Compiles `rate(…)`, counted from `startedAt`, and `cron` expressions of every hour, such as
 * `cron(0/5 * * * ? *)`: minutes from the first in steps of the second.
 * @throws DeliveryRefusedError for any other
 */
export function compileSchedule(ruleId: string, expression: string, startedAt: number): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) {
    const period = Number(rate[1]) * UNIT_MS[rate[2] as keyof typeof UNIT_MS];
    if (period > 0) return (after) => startedAt + (1 + periods(after, startedAt, period)) * period;
  }
  const cron = /^cron\((\d+|\*)(?:\/(\d+))? \* \* \* \? \*\)$/.exec(expression);
  if (cron !== null) {
    const [, first = "", step] = cron;
    const minutes = minutesOf(first === "*" ? 0 : Number(first), first === "*" && !step ? 1 : step);
    if (minutes.length > 0) return (after) => nextMinute(after, minutes);
  }
  throw new DeliveryRefusedError(
    ruleId,
    `${expression} is not supported locally: only rates and crons of minutes are.`,
  );
}

function periods(after: number, startedAt: number, period: number): number {
  return Math.floor((after - startedAt) / period);
}

function minutesOf(first: number, step: string | number | undefined): readonly number[] {
  const all = Array.from({ length: 60 }, (_, minute) => minute).filter((minute) => minute >= first);
  if (step === undefined) return all.slice(0, 1);
  return all.filter((minute) => (minute - first) % Number(step) === 0);
}

function nextMinute(after: number, minutes: readonly number[]): number {
  let next = (Math.floor(after / UNIT_MS.minute) + 1) * UNIT_MS.minute;
  while (!minutes.includes((next / UNIT_MS.minute) % 60)) next += UNIT_MS.minute;
  return next;
}
