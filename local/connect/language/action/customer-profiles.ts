import { type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { anything } from "../parameter.ts";

/** Amazon Connect Customer Profiles; each fills `$.Customer`. */
function profileAction(...errors: readonly string[]): ActionType {
  return {
    block: "Customer profiles",
    flowTypes: IN.anywhere,
    elsewhere: "doubtful",
    voice: true,
    form: {
      parameters: { ProfileRequestData: anything, ProfileResponseData: anything },
      errors: { expected: [...errors, NO_MATCHING_ERROR] },
      next: "required",
    },
  };
}

export const customerProfiles = {
  GetCustomerProfile: profileAction("MultipleFoundError", "NoneFoundError"),
  GetCustomerProfileObject: profileAction("NoneFoundError"),
  GetCalculatedAttributesForCustomerProfile: profileAction("NoneFoundError"),
  CreateCustomerProfile: profileAction(),
  UpdateCustomerProfile: profileAction(),
  AssociateContactToCustomerProfile: profileAction(),
} as const;
