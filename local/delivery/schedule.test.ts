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

it.each([
  ["cron(0 10 * * ? *)", ["2026-01-05T10:00", "2026-01-06T10:00"]],
  ["cron(15 12 ? * MON-FRI *)", ["2026-01-05T12:15", "2026-01-06T12:15"]],
  ["cron(0 18 ? * 2,6 *)", ["2026-01-05T18:00", "2026-01-09T18:00"]],
  ["cron(0 8 1 * ? *)", ["2026-02-01T08:00", "2026-03-01T08:00"]],
  ["cron(30 0-9/4 29 FEB ? *)", ["2028-02-29T00:30", "2028-02-29T04:30", "2028-02-29T08:30"]],
  ["cron(0,59 23 31 12 ? 2027/5)", ["2027-12-31T23:00", "2027-12-31T23:59", "2032-12-31T23:00"]],
])("%s", (expression, expected) => {
  const schedule = compileSchedule("Sweep", expression, START);
  let at = START;
  for (const time of expected) {
    at = schedule(at);
    expect(new Date(at).toISOString()).toBe(`${time}:00.000Z`);
  }
});

it("knows when it is never due again", () => {
  for (const never of ["cron(0 0 30 2 ? *)", "cron(0 0 * * ? 2020)"]) {
    expect(compileSchedule("Sweep", never, START)(START)).toBe(Number.POSITIVE_INFINITY);
  }
});

it("is never due at the time it was due", () => {
  const schedule = compileSchedule("Sweep", "rate(1 minute)", START);
  expect(schedule(START + 7 * MINUTE)).toBe(START + 8 * MINUTE);
});

it.each([
  "rate(0 minutes)",
  "rate(5 fortnights)",
  "rate(1 minutes)",
  "rate(5 minute)",
  "cron(99 * * * ? *)",
  "cron(0 12 * * * *)",
  "cron(0 12 ? * ? *)",
  "cron(0 12 L * ? *)",
  "cron(0 12 ? * 2#1 *)",
  "cron(0 12 ? * 8 *)",
  "cron(0 12 * * ?)",
  "cron(5/0 * * * ? *)",
  "cron(9-5 * * * ? *)",
  "cron(? * * * ? *)",
  "cron(1-2-3 * * * ? *)",
  "at(x)",
])("refuses %s, naming the rule", (expression) => {
  expect(() => compileSchedule("Sweep", expression, START)).toThrow(`Sweep: ${expression} is not`);
});
