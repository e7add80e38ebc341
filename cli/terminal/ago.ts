/** A span of time for people: `45 s`, `12 min`, `3 h 20 min`, `2 d`. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

/** The same in one unit, where there is little room: `3 h`. */
export function roughly(milliseconds: number): string {
  return span(milliseconds).split(" ").slice(0, 2).join(" ");
}
