/** Method and path of the operations of Connect that our functions call; the API is REST. */
const OPERATIONS: Readonly<Record<string, RegExp>> = {
  DescribeContact: /^GET \/contacts\/[^/]+\/[^/]+$/,
  StopContact: /^POST \/contact\/stop$/,
};

/** By this name faults know the call; empty for one that they cannot tell from others. */
export function connectOperation(method: string, path: string): string {
  const asked = `${method} ${path}`;
  return Object.keys(OPERATIONS).find((name) => OPERATIONS[name]?.test(asked)) ?? "";
}
