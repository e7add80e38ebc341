/**
 * The template says something the local stack cannot read, or would not honour: which resource (or
 * section), where in it, what was found and what to do.
 */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  /** Logical id of the resource; `Parameters`, `Conditions` or `Outputs` for the other sections. */
  readonly logicalId: string;
  /** Property path inside it, e.g. `Environment.Variables.TABLE`; empty for the whole. */
  readonly path: string;

  constructor(logicalId: string, path: string, problem: string) {
    super(`${path ? `${logicalId}.${path}` : logicalId}: ${problem}`);
    this.logicalId = logicalId;
    this.path = path;
  }
}

/** A place in the template, for messages. */
export class Place {
  readonly logicalId: string;
  readonly path: string;

  constructor(logicalId: string, path = "") {
    this.logicalId = logicalId;
    this.path = path;
  }

  at(key: string | number): Place {
    return new Place(this.logicalId, this.path ? `${this.path}.${key}` : String(key));
  }

  error(problem: string): TemplateError {
    return new TemplateError(this.logicalId, this.path, problem);
  }
}
