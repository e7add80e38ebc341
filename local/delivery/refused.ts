/** The template asks for a delivery that the local stack does not make as AWS would. */
export class DeliveryRefusedError extends Error {
  override readonly name = "DeliveryRefusedError";
  /** Logical id of the mapping or rule. */
  readonly logicalId: string;

  constructor(logicalId: string, problem: string) {
    super(`${logicalId}: ${problem}`);
    this.logicalId = logicalId;
  }
}
