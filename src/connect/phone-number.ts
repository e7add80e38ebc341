import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A telephone number in E.164, for example `+6421555010`. */
export type PhoneNumber = string & { readonly brand: "PhoneNumber" };

/**
 * Reads a number as flows pass it: E.164, where spaces and hyphens are tolerated. Anything else is
 * undefined: an empty text, `anonymous`, a local format, digits outside ASCII, a number that is too
 * short or too long for its country. Whether a possible number is in service cannot be known here.
 *
 * Mexico's mobile numbers had a 1 after the country code until 2019, and some networks still send it:
 * it is left out, so that one telephone has one number.
 */
export function parsePhoneNumber(text: unknown): PhoneNumber | undefined {
  // 15 digits is E.164's limit; the bound keeps hostile input away from the parser.
  if (typeof text !== "string" || text.length > 40) return undefined;
  const compact = text.replace(/[ -]/g, "").replace(/^\+521(?=\d{10}$)/, "+52");
  if (!/^\+[1-9]\d{3,14}$/.test(compact)) return undefined;
  const parsed = parsePhoneNumberFromString(compact);
  return parsed?.isPossible() && parsed.number === compact ? (compact as PhoneNumber) : undefined;
}

/** For people: enough digits to recognise a number one knows, too few to call it. */
export function maskPhoneNumber(number: string): string {
  return number.replace(/^(\+\d{2})\d+(\d{2})/, "$1…$2");
}
