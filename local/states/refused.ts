/** Where in a definition something stands. */
export interface Place {
  /** The state's name; absent for a field of the machine itself. */
  readonly state?: string | undefined;
  /** The field, with the path inside it: `Retry[0].BackoffRate`. */
  readonly field: string;
}

/**
 * A definition this engine does not run: not ASL, or a part of ASL it does not have. Thrown before
 * anything runs, because a machine that runs half-way is worse than one that does not start.
 */
export class InvalidDefinitionError extends Error {
  override readonly name = "InvalidDefinition";
  readonly state: string | undefined;
  readonly field: string;
  readonly reason: string;

  constructor(place: Place, reason: string) {
    const where = place.state === undefined ? "" : `state "${place.state}", `;
    super(`${where}field "${place.field}": ${reason}`);
    this.state = place.state;
    this.field = place.field;
    this.reason = reason;
  }
}
