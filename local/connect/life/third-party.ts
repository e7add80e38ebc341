import type { CallContext } from "../flow/call-context.ts";
import type { ThirdPartyRequest } from "../flow/world.ts";
import { beginLeg } from "./begin-contact.ts";
import type { Centre } from "./centre.ts";
import { dial } from "./dial.ts";
import { endContact } from "./end-contact.ts";

const TALKS_FOR_SECONDS = 60;

/**
 * Puts the customer through to somebody outside, who is a contact of their own meanwhile
 * (initiation method EXTERNAL_OUTBOUND).
 * @throws Interrupted when the customer hangs up
 */
export async function callThirdParty(
  centre: Centre,
  call: CallContext,
  { number, timeLimitSeconds }: ThirdPartyRequest,
): Promise<"ended" | "busy" | "no-answer"> {
  const { clock, emitter } = centre.world;
  const { contact } = call;
  const answered = await dial(centre, call, number, timeLimitSeconds);
  if (typeof answered === "string") return answered;
  contact.transferredToNumber = number;
  contact.transferCompletedAt = clock.now();
  const leg = beginLeg(centre, call, {
    initiationMethod: "EXTERNAL_OUTBOUND",
    customerAddress: number,
    systemAddress: contact.systemAddress,
    previous: contact,
  });
  leg.connectToSystem();
  emitter.event(leg, "CONNECTED_TO_SYSTEM");
  call.tell((caller, line) => caller.moved?.({ name: "third-party", number }, line));
  try {
    const seconds = answered.talksForSeconds ?? TALKS_FOR_SECONDS;
    await call.interruption.pause(clock, clock.now() + 1000 * seconds);
    endContact(centre, call, leg, "THIRD_PARTY_DISCONNECT");
    return "ended";
  } finally {
    endContact(centre, call, leg, "CUSTOMER_DISCONNECT");
  }
}
