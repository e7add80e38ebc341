import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** A token kept in Secrets Manager. It never reaches a log, a metric, an error or an item. */
export interface Secret {
  /**
   * The token, read once and remembered.
   * @throws the SDK's error, or UnusableSecretError; asking again reads again
   */
  text(): Promise<string>;
  /**
   * The token after somebody refused `stale`: read again, once for all who hold the same old one.
   * @throws as `text`; the old token stays remembered then
   */
  refreshed(stale: string): Promise<string>;
}

/** The secret holds nothing that could be a token. */
class UnusableSecretError extends Error {
  override readonly name = "UnusableSecretError";

  constructor(secretId: string) {
    super(
      `The secret ${secretId} must hold the token as text (SecretString): one line of visible ASCII. Put it there.`,
    );
  }
}

export function tokenSecret(client: SecretsManagerClient, secretId: string): Secret {
  let known: string | undefined;
  let reading: Promise<string> | undefined;
  const read = async (): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    // Pasted tokens end in a newline. Any other character no header takes, and fetch would quote
    // the whole token in its error.
    const text = SecretString?.trim() ?? "";
    if (!/^[\x21-\x7e]+$/.test(text)) throw new UnusableSecretError(secretId);
    known = text;
    return text;
  };
  const readOnce = (): Promise<string> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    text: async () => known ?? readOnce(),
    refreshed: async (stale) => (known !== undefined && known !== stale ? known : readOnce()),
  };
}
