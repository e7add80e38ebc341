/**
 * How near two texts are, from 0 to 1. Connect's own measure is not published; this one is an
 * approximation that anybody can follow: case, punctuation and the spelling of digits do not count,
 * and then it is the share of words the two have in common (Dice's coefficient).
 */
export function similarity(expected: string, heard: string): number {
  const left = words(expected);
  const right = words(heard);
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const rest = new Map<string, number>();
  for (const word of right) rest.set(word, (rest.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of left) {
    const count = rest.get(word) ?? 0;
    if (count === 0) continue;
    common += 1;
    rest.set(word, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}

/** From here on two texts count as the same thing said. */
export const SIMILAR_ENOUGH = 0.75;

/** Whether what was heard contains what was expected, word by word. */
export function includes(expected: string, heard: string): boolean {
  const wanted = words(expected);
  return wanted.length > 0 && ` ${words(heard).join(" ")} `.includes(` ${wanted.join(" ")} `);
}

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Words without case, punctuation and tags; each digit is a word, as a transcript may have it. */
function words(text: string): readonly string[] {
  return (
    text
      .replace(/<[^>]*>/g, " ")
      .toLowerCase()
      .replace(/\d/g, (digit) => ` ${DIGITS[Number(digit)]} `)
      // "don't" and "dont" are one word to whoever writes down what was said.
      .replace(/['’]/g, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
