import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything } from "../parameter.ts";

/** Amazon Connect Cases; each fills `$.Case`. */
function caseAction(...possible: readonly string[]): ActionType {
  return {
    block: "Cases",
    flowTypes: IN.anywhere,
    elsewhere: "doubtful",
    voice: true,
    form: {
      parameters: {
        LinkContactToCase: anything,
        CaseTemplateId: anything,
        CustomerId: anything,
        CaseId: anything,
        CaseRequestFields: anything,
        CaseResponseFields: anything,
        GetLastUpdatedCase: anything,
      },
      errors: { expected: [NO_MATCHING_ERROR], possible },
      next: "required",
    },
  };
}

export const cases = {
  CreateCase: caseAction("ContactNotLinked"),
  GetCase: caseAction("ContactNotLinked", "MultipleFound", "NoneFound"),
  UpdateCase: caseAction("ContactNotLinked"),
} as const;
