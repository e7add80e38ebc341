/**
 * Whether a record or event is of the Connect instance we serve: EventBridge and a shared stream
 * carry those of every instance in the account.
 *
 * @param instanceArn empty: every instance is ours
 */
export function ofInstance(
  input: { readonly instanceArn: string | undefined },
  instanceArn: string,
): boolean {
  return instanceArn === "" || input.instanceArn === undefined || input.instanceArn === instanceArn;
}
