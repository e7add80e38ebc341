let given = 0;

/** A number of nobody: another one each time, the same ones in each run of a test file. */
export function aPhoneNumber(): string {
  given += 1;
  // +61 4xx xxx xxx: an Australian mobile, as many as there are.
  return `+614${String(15_700_000 + given).padStart(8, "0")}`;
}
