import { includes } from "../../connect/testing-language/matching.ts";
import type { Check } from "./afterwards.ts";

/** What the customer hears, or does not, and what the customer of the callback hears. */
export const said: Check = ({ sidecar: { expect }, played: { played, callbackHeard } }) => {
  const heard = (wanted: string, texts: readonly string[]) =>
    texts.some((text) => includes(wanted, text));
  return [
    ...expect.hears
      .filter((wanted) => !heard(wanted, played.heardTexts))
      .map((wanted) => `hears: the caller never heard "${wanted}"`),
    ...expect.neverHears
      .filter((unwanted) => heard(unwanted, played.begunTexts))
      .map((unwanted) => `neverHears: the caller heard "${unwanted}"`),
    ...expect.callbackHears
      .filter((wanted) => !heard(wanted, callbackHeard))
      .map((wanted) => `callbackHears: nobody heard "${wanted}" in a callback`),
  ];
};
