/**
 * Input that can never be worked on, however often it is repeated. The message names the field and
 * what was expected, never the value: it may be a telephone number.
 */
export class InvalidInputError extends Error {
  override readonly name: string = "InvalidInputError";
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`${field} ${expected}`);
    this.field = field;
  }
}
