import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import type { Parameters } from "../../flow/parameters.ts";

/**
 * The number in E.164, or undefined where the keys make none.
 * @param validation `NumberFormat` `Local`, with a `CountryCode`, or `E164`
 */
export function enteredPhoneNumber(keys: string, validation: Parameters): string | undefined {
  const local = validation.text("NumberFormat") === "Local";
  const country = validation.text("CountryCode") ?? "";
  if (local && !isSupportedCountry(country)) return undefined;
  const number = local
    ? parsePhoneNumberFromString(keys, country as CountryCode)
    : parsePhoneNumberFromString(`+${keys}`);
  return number?.isPossible() ? number.number : undefined;
}
