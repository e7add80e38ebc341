type Day = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

/** Hours of operation, as the API's CreateHoursOfOperation has them. */
export interface OpeningHours {
  /** IANA name, e.g. `Pacific/Auckland`. */
  readonly timeZone: string;
  /** Open from `start` up to `end`, `HH:mm`; an end at or before the start is on the next day. */
  readonly config: readonly { readonly day: Day; readonly start: string; readonly end: string }[];
}

const DAYS: readonly Day[] = [
  "SUNDAY",
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
];

/** Whether these hours are open. @param now epoch milliseconds */
export function isOpen(hours: OpeningHours, now: number): boolean {
  const { day, minute } = localTime(hours.timeZone, now);
  return hours.config.some((open) => {
    const start = minutes(open.start);
    const end = minutes(open.end);
    const openDay = DAYS.indexOf(open.day);
    if (end > start) return openDay === day && minute >= start && minute < end;
    const overnight = (openDay + 1) % 7 === day && minute < end;
    return (openDay === day && minute >= start) || overnight;
  });
}

function localTime(timeZone: string, now: number): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return {
    day: DAYS.indexOf(part("weekday").toUpperCase() as Day),
    minute: minutes(`${part("hour")}:${part("minute")}`),
  };
}

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
