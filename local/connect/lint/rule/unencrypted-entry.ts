import type { Rule } from "../rule.ts";
import { type SensitiveEntry, sensitiveEntries } from "../sensitive-entry.ts";

const WHAT: Readonly<Record<SensitiveEntry["what"], string>> = {
  card: "a card number is stored as the caller entered it",
  secret: "a PIN, a security code or their like is stored as the caller entered it",
  long: "this entry has room for a card number, and is stored as the caller entered it",
  encrypted: "",
};

/** Card numbers, PINs and their like that Connect stores unencrypted. */
export const unencryptedEntry: Rule = {
  id: "unencrypted-entry",
  *check(flow) {
    for (const { index, what, encrypted } of sensitiveEntries(flow)) {
      if (encrypted) continue;
      yield {
        // Shorter entries may be anything; a card number in plain text is never right.
        severity: what === "card" ? "error" : "warning",
        path: ["Actions", index, "Parameters"],
        message: WHAT[what],
        advice: "Add InputEncryption with the id of a security key and its public key.",
      };
    }
  },
};
