/** Pauses of a `break` element by strength, in milliseconds, as Amazon Polly makes them. */
const STRENGTHS: Readonly<Record<string, number>> = {
  none: 0,
  "x-weak": 0,
  weak: 250,
  medium: 400,
  strong: 700,
  "x-strong": 1000,
};

/** The words of an SSML document, without its marks. */
export function ssmlText(ssml: string): string {
  return ssml
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** How long the document's `break` elements last together, in milliseconds. */
export function ssmlPauses(ssml: string): number {
  let sum = 0;
  for (const [element] of ssml.matchAll(/<break\b[^>]*>/g)) {
    const time = /\btime\s*=\s*["']([\d.]+)(ms|s)["']/.exec(element);
    const strength = /\bstrength\s*=\s*["']([\w-]+)["']/.exec(element)?.[1];
    if (time) sum += Number(time[1]) * (time[2] === "s" ? 1000 : 1);
    else sum += STRENGTHS[strength ?? "medium"] ?? 400;
  }
  return sum;
}
