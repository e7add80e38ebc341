const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, from `least` on. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 1, most: 7, names: DAYS },
  { least: 1970, most: 2199 },
];

const LAST_YEAR = 2199;

/**
 * Compiles the inside of `cron(…)`: minutes, hours, day of month, month, day of week (1 is Sunday) and
 * year, in UTC; each `*`, a number, a range, steps, or a list of these, and `?` for the one of the two
 * days that is not looked at. Source: EventBridge user guide, "Cron expressions".
 *
 * @returns when it is due after a time (epoch milliseconds, infinite for never again); undefined for
 * what is no such expression, and for `L`, `W` and `#`
 */
export function compileCron(expression: string): ((after: number) => number) | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) return undefined;
  const [, , monthDay, , weekDay] = parts;
  if ((monthDay === "?") === (weekDay === "?")) return undefined;
  const sets = FIELDS.map((field, index) => valuesOf(parts[index] ?? "", field, index));
  if (sets.some((set) => set === undefined)) return undefined;
  const [minutes, hours, monthDays, months, weekDays, years] = sets as ReadonlySet<number>[];
  const has = (set: ReadonlySet<number> | undefined, value: number) => set?.has(value) ?? false;
  return (after) => {
    const at = new Date(after);
    at.setUTCSeconds(0, 0);
    at.setUTCMinutes(at.getUTCMinutes() + 1);
    // From the largest unit to the smallest: what does not match begins anew one further.
    while (at.getUTCFullYear() <= LAST_YEAR) {
      if (!has(years, at.getUTCFullYear()) || !has(months, at.getUTCMonth() + 1)) {
        at.setUTCMonth(at.getUTCMonth() + 1, 1);
        at.setUTCHours(0, 0);
      } else if (!has(monthDays, at.getUTCDate()) || !has(weekDays, at.getUTCDay() + 1)) {
        at.setUTCDate(at.getUTCDate() + 1);
        at.setUTCHours(0, 0);
      } else if (!has(hours, at.getUTCHours())) {
        at.setUTCHours(at.getUTCHours() + 1, 0);
      } else if (!has(minutes, at.getUTCMinutes())) {
        at.setUTCMinutes(at.getUTCMinutes() + 1);
      } else {
        return at.getTime();
      }
    }
    return Number.POSITIVE_INFINITY;
  };
}

const DAY_FIELDS = [2, 4];

function valuesOf(text: string, field: Field, index: number): ReadonlySet<number> | undefined {
  if (text === "?")
    return DAY_FIELDS.includes(index) ? span(field.least, field.most, 1) : undefined;
  const values = text.split(",").map((part) => partOf(part, field));
  if (values.some((one) => one === undefined)) return undefined;
  return new Set(values.flatMap((one) => [...(one ?? [])]));
}

/** `*`, `5`, `5-7`, and each with a step behind `/`: from the first, to the last or to the end. */
function partOf(part: string, field: Field): ReadonlySet<number> | undefined {
  const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const [from, to, ...more] = range === "*" ? [field.least, field.most] : bounds(range, field);
  const end = to ?? (step === undefined ? from : field.most);
  if (from === undefined || end === undefined || more.length > 0) return undefined;
  const isInside = from >= field.least && end <= field.most && from <= end;
  return isInside && step !== "0" ? span(from, end, Number(step ?? 1)) : undefined;
}

function bounds(range: string, { names, least }: Field): readonly number[] {
  return range.split("-").map((text) => {
    const named = names?.indexOf(text.toUpperCase()) ?? -1;
    if (named >= 0) return named + least;
    return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  });
}

function span(from: number, to: number, step: number): ReadonlySet<number> {
  const values = new Set<number>();
  for (let value = from; value <= to; value += step) values.add(value);
  return values;
}
