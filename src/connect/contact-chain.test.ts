import { expect, it } from "vitest";
import { chainRoot } from "./contact-chain.ts";

it.each([
  ["null on the first contact of a record", undefined, "a"],
  ["an empty text", "", "a"],
  ["its own id, as in a flow event", "a", "a"],
  ["the id of the contact that began the chain", "root", "root"],
])("%s", (_, initialContactId, root) => {
  expect(chainRoot({ contactId: "a", initialContactId })).toBe(root);
});
