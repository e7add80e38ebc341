import type { Outcomes } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { clearClaim } from "./clear.ts";
import { type ClaimRequest, parseClaimRequest } from "./request.ts";
import { type ClaimsStore, setClaim } from "./set.ts";

type Room = ClaimsStore & { readonly ttlSeconds: number; readonly outcomes: Outcomes };
type Answered = { readonly outcome: string; readonly answer: FlowAnswer };

/** Answers `set_handler`; the table of answers is in this room's README. Never throws. */
export async function answerSet(room: Room, event: unknown): Promise<FlowAnswer> {
  return answerCaller(room, "CallbackSetFailed", { duplicate: "false" }, event, async (request) => {
    if (request.key === undefined) {
      return {
        outcome: "CallbackNumberInvalid",
        answer: { result: "FAIL", duplicate: "false", message: "INVALID_NUMBER" },
      };
    }
    return (await setClaim(room, { ...request, key: request.key })) === "claimed"
      ? {
          outcome: "CallbackClaimed",
          answer: { result: "SUCCESS", duplicate: "false", message: "TABLE_UPDATED" },
        }
      : {
          outcome: "CallbackDuplicate",
          answer: { result: "FAIL", duplicate: "true", message: "CALLBACK_EXISTS" },
        };
  });
}

/** Answers `clear_handler`; the table of answers is in this room's README. Never throws. */
export async function answerClear(room: Room, event: unknown): Promise<FlowAnswer> {
  return answerCaller(room, "CallbackClearFailed", {}, event, async (request) => {
    if (request.key === undefined) {
      return {
        outcome: "CallbackNumberInvalid",
        answer: { result: "FAIL", message: "INVALID_NUMBER" },
      };
    }
    return (await clearClaim(room, { ...request, key: request.key })) === "cleared"
      ? { outcome: "CallbackCleared", answer: { result: "SUCCESS", message: "NUMBER_CLEARED" } }
      : { outcome: "CallbackNoAction", answer: { result: "SUCCESS", message: "NO_ACTION" } };
  });
}

/** A caller is on the line: whatever goes wrong becomes an answer the flow can branch on. */
export async function answerCaller(
  { outcomes }: { readonly outcomes: Outcomes },
  failure: string,
  onFailure: FlowAnswer,
  event: unknown,
  work: (request: ClaimRequest) => Promise<Answered>,
): Promise<FlowAnswer> {
  let contactId: string | undefined;
  try {
    const request = parseClaimRequest(event);
    contactId = request.contactId;
    const done = await work(request);
    outcomes.record(done.outcome, { contactId });
    return done.answer;
  } catch (error) {
    outcomes.failed(failure, error, contactId ? { contactId } : {});
    return { result: "FAIL", ...onFailure, message: "ERROR_ENCOUNTERED" };
  } finally {
    outcomes.publish();
  }
}
