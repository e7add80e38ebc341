export const REGION = "ap-southeast-2";
export const ACCOUNT = "111122223333";

/** The Connect instance of all factories, unless told otherwise. */
export const INSTANCE_ARN: string = `arn:aws:connect:${REGION}:${ACCOUNT}:instance/10000000-0000-4000-8000-000000000001`;

export function queueArn(queueId: string): string {
  return `${INSTANCE_ARN}/queue/${queueId}`;
}
