/**
 * Whether a clear text holds what looks like a card number: 13 to 19 digits that pass the Luhn check
 * (ISO/IEC 7812-1), alone or among other groups of digits, such as the expiry after it. Groups may be
 * parted by anything but letters. One in ten other numbers of that length passes too, and is dropped
 * with them. What follows a card number without a gap does not hide it, where its issuer shows how
 * long it is.
 */
export function looksLikeCardNumber(text: string): boolean {
  // The compatible form: full-width digits are digits, too.
  return text
    .normalize("NFKC")
    .split(/[A-Za-z]+/)
    .some(holdsCardNumber);
}

/** @param text without letters */
function holdsCardNumber(text: string): boolean {
  const groups = text.split(/[^0-9]+/).filter((group) => group !== "");
  return groups.some((_, first) => {
    let digits = "";
    for (let next = first; next < groups.length && digits.length <= 19; next += 1) {
      digits += groups[next];
      if (isCardNumber(digits)) return true;
    }
    return isCardNumber(digits.slice(0, issuedLength(digits)));
  });
}

/**
 * How many digits the numbers of an issuer have: American Express 15, Diners Club 14, Visa,
 * Mastercard, Discover and UnionPay 16. Longer ones (up to 19 digits) are known by their gaps alone.
 */
function issuedLength(digits: string): number {
  if (/^3[47]/.test(digits)) return 15;
  if (/^3[0689]/.test(digits)) return 14;
  return /^(2[2-7]|[456])/.test(digits) ? 16 : 0;
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
