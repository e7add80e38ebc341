/** Where a service lives; part of every ARN it gives out. */
export interface Home {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

export function machineArn(home: Home, name: string): string {
  return `arn:aws:states:${home.region}:${home.account}:stateMachine:${name}`;
}

export function executionArn(home: Home, machine: string, name: string): string {
  return `arn:aws:states:${home.region}:${home.account}:execution:${machine}:${name}`;
}

/** The role a machine would run under; nothing here asks it for permission. */
export function roleArn(home: Home, machine: string): string {
  return `arn:aws:iam::${home.account}:role/${machine}`;
}

/** Whether a text has the shape of an ARN of this kind: six parts and something behind. */
export function isStatesArn(text: string, kind: "stateMachine" | "execution"): boolean {
  return /^arn:[^:]+:states:[^:]+:\d{12}:([^:]+):.+$/.exec(text)?.[1] === kind;
}
