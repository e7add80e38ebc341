import { createHash } from "node:crypto";

/** Secrets Manager puts six random characters behind the name; here they follow from it. */
export function secretArn(
  name: string,
  { region, account }: { readonly region: string; readonly account: string },
): string {
  const suffix = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`;
}
