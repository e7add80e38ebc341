import type { Caller } from "../../local/connect/caller/caller.ts";
import type { ContactSimulator } from "../../local/connect/simulator/contact-simulator.ts";

/** What a caller heard who called again. */
export interface Offer {
  /** What they were doing, as the offer to go on says it; undefined: there was none. */
  readonly title: string | undefined;
  /** What they heard first when they wanted to go on. */
  readonly goesOnWith: string | undefined;
}

export const OFFER: RegExp = /^Last time you were cut off while you were ([^.]+)\./;

/**
 * Calls once more: goes on where that is offered, hears what comes next, and hangs up.
 * @param simulator of which nobody hears, so that this call changes nothing
 */
export async function listenForOffer(simulator: ContactSimulator, from: string): Promise<Offer> {
  const heard: string[] = [];
  const caller: Caller = {
    asked({ prompt }, line) {
      if (OFFER.test(prompt?.text ?? "")) line.press("1");
      else line.hangUp();
    },
    hears: ({ text }) => void heard.push(text),
  };
  await simulator.call({ from, caller }).ended();
  const at = heard.findIndex((text) => OFFER.test(text));
  return {
    title: OFFER.exec(heard[at] ?? "")?.[1],
    goesOnWith: at < 0 ? undefined : heard[at + 1],
  };
}
