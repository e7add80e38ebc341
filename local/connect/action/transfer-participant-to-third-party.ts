import { branchOff, exit, failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** The designer proposes so many seconds. */
const TIME_LIMIT = 30;

/** Transfer to phone number; the flow goes on afterwards where it should. */
export async function transferParticipantToThirdParty(step: Step): Promise<Outcome> {
  const { parameters, call, world } = step;
  if (call.line === undefined) return failed("no customer is on the line");
  const number = parameters.filled("ThirdPartyPhoneNumber");
  if (number === undefined) return failed("no number is given");
  const timeLimitSeconds = parameters.number("ThirdPartyConnectionTimeLimitSeconds") ?? TIME_LIMIT;
  step.log({ Parameters: { PhoneNumber: number, TimeLimit: String(1000 * timeLimitSeconds) } });
  const ended = await world.callThirdParty(call, { number, timeLimitSeconds });
  if (ended === "busy") return branchOff("CallFailed");
  if (ended === "no-answer") return branchOff("ConnectionTimeLimitExceeded");
  const goesOn = parameters.flag("ContinueFlowExecution") !== false;
  return goesOn ? next : exit({ to: "hang-up", reason: "THIRD_PARTY_DISCONNECT" });
}
