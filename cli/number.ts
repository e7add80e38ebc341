import {
  maskPhoneNumber,
  type PhoneNumber,
  parsePhoneNumber,
} from "../src/connect/phone-number.ts";
import { RefusedError } from "./exit.ts";

/** @throws RefusedError when the argument is not a telephone number in E.164 */
export function numberArgument(text: string): PhoneNumber {
  const number = parsePhoneNumber(text);
  if (number === undefined) {
    throw new RefusedError(`<number> must be in E.164, for example +6421555010; got ${text}`);
  }
  return number;
}

/** Numbers are masked unless the person asks for them: terminals are shared, logged and filmed. */
export function shown(number: string, options: { readonly showNumbers?: boolean }): string {
  return options.showNumbers ? number : maskPhoneNumber(number);
}
