/** Digits in groups, as people write card numbers. */
const DIGIT_RUNS = /[0-9]+(?:[ -][0-9]+)*/g;

/**
 * Whether a clear text holds what looks like a card number: 13 to 19 digits that pass the Luhn check
 * (ISO/IEC 7812-1), alone or among other groups of digits, such as the expiry after it. One in ten
 * other numbers of that length passes too, and is dropped with them.
 */
export function looksLikeCardNumber(text: string): boolean {
  return (text.match(DIGIT_RUNS) ?? []).some((run) => holdsCardNumber(run.split(/[ -]/)));
}

function holdsCardNumber(groups: readonly string[]): boolean {
  return groups.some((_, first) => {
    let digits = "";
    for (let next = first; next < groups.length && digits.length <= 19; next += 1) {
      if (isCardNumber(digits)) return true;
      digits += groups[next];
    }
    return isCardNumber(digits);
  });
}

function isCardNumber(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
