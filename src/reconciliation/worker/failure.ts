/**
 * A download that cannot succeed, however often it is tried. Its name is the error that the
 * execution sees, its message the cause: neither ever holds a URL, a token or a name that somebody
 * outside chose.
 */
export class DownloadFailedError extends Error {
  override readonly name = "DownloadFailed";
}

/** Something that may be over in a moment: the network, a service that is busy or away. */
export class PassingTroubleError extends Error {
  override readonly name = "PassingTrouble";
  /** How long the other side asked to be left alone. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Nobody waits for this download any more: its task token has expired or was answered. */
export class TokenExpiredError extends Error {
  override readonly name = "TokenExpired";
}

/** The worker stops: somebody else is to do this download. */
export class HandedBackError extends Error {
  override readonly name = "HandedBack";
}
