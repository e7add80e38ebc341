/** Whether DynamoDB refused a write because its condition did not hold: an answer, not a failure. */
export function conditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}
