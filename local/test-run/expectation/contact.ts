import type { Check } from "./afterwards.ts";
import { compared } from "./compared.ts";

/** The call's contact record, and its attributes. */
export const contact: Check = async ({ bank, centre, sidecar: { expect }, call }) => {
  const { contactId, attributes } = call.contact;
  const wrong = [...(await compared("attributes", expect.attributes, attributes, bank.key))];
  const wanted = expect.disconnectReason;
  if (wanted === undefined) return wrong;
  const record = centre.emitted.records.find((one) => one["ContactId"] === contactId);
  const reason = record?.["DisconnectReason"];
  if (record === undefined) {
    wrong.push("disconnectReason: no contact record came; look later, with afterSeconds");
  } else if (reason !== wanted) {
    wrong.push(`disconnectReason: expected ${wanted}, and it is ${reason}`);
  }
  return wrong;
};
