let given = 0;

/** A number of nobody: another one each time, the same ones in each run of a test file. */
export function aPhoneNumber(): string {
  given += 1;
  return `+614915${String(70_000 + given)}0`;
}
