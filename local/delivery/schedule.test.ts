import { expect, it } from "vitest";
import { compileSchedule } from "./schedule.ts";

const START = Date.UTC(2026, 0, 5, 8, 2, 30);
const MINUTE = 60_000;

function next(expression: string, count: number): readonly string[] {
  const schedule = compileSchedule("Sweep", expression, START);
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) times.push(schedule(times.at(-1) ?? START));
  return times.map((time) => new Date(time).toISOString().slice(11, 19));
}

it.each([
  ["rate(5 minutes)", ["08:07:30", "08:12:30", "08:17:30"]],
  ["rate(1 hour)", ["09:02:30", "10:02:30", "11:02:30"]],
  ["cron(0/5 * * * ? *)", ["08:05:00", "08:10:00", "08:15:00"]],
  ["cron(7/30 * * * ? *)", ["08:07:00", "08:37:00", "09:07:00"]],
  ["cron(* * * * ? *)", ["08:03:00", "08:04:00", "08:05:00"]],
  ["cron(2 * * * ? *)", ["09:02:00", "10:02:00", "11:02:00"]],
])("%s", (expression, expected) => {
  expect(next(expression, 3)).toEqual(expected);
});

it("is never due at the time it was due", () => {
  const schedule = compileSchedule("Sweep", "rate(1 minute)", START);
  expect(schedule(START + 7 * MINUTE)).toBe(START + 8 * MINUTE);
});

it.each([
  "rate(0 minutes)",
  "rate(5 fortnights)",
  "cron(0 12 * * ? *)",
  "cron(99 * * * ? *)",
  "at(x)",
])("refuses %s, naming the rule", (expression) => {
  expect(() => compileSchedule("Sweep", expression, START)).toThrow(`Sweep: ${expression} is not`);
});
