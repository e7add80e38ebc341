/** Statements about the whole day that must hold, whatever went wrong on the way. */
export const INVARIANTS = [
  "neverTwoLiveClaimsPerNumberAndQueue",
  "everyClaimReleasedInTheEnd",
  "trackerNeverHandedToAnotherNumber",
  "trackerNeverLost",
  "trackerNeverRevived",
  "controlKeysIntact",
  "oneExecutionPerRequest",
  "answersAreValid",
  "everyReconciliationEndsOnce",
  "everyFailureHasItsDeadLetter",
  "nothingCorruptIsVisible",
  "redrivenRequestsSucceed",
  "everyVerdictAgreesWithTheBucket",
  "whatIsSwitchedOffIsNotJudged",
  "noQueueRowIsLeft",
  "noContactGoesBackwards",
  "oneExecutionPerContactAndFailure",
  "nothingLeftInDeadEnds",
  "noPersonalDataInLogs",
] as const;

export type Invariant = (typeof INVARIANTS)[number];
