/** The parameters that steer the wrapper. All others are the wrapped function's. */
export const CONTROL_PARAMETERS: ReadonlySet<string> = new Set([
  "execution_id",
  "request_id",
  "count",
  "count_max",
  "count_comfort",
]);

/** The keys a flow steers its loop by: a result never sets one of them. */
export const CONTROL_KEYS: ReadonlySet<string> = new Set([
  ...CONTROL_PARAMETERS,
  "sfn_result",
  "status",
  "error",
  "comfort",
]);
