import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { InvalidInputError } from "../connect/invalid-input.ts";
import {
  RECONCILIATION_QUEUE_SOURCE,
  type ReconciliationRequest,
} from "../connect/reconciliation-request.ts";
import { type DeadLetter, parseDeadLetter } from "./dead-letter.ts";

export interface RedriveRoom {
  readonly client: SQSClient;
  readonly deadLetterQueueUrl: string;
  readonly requestQueueUrl: string;
}

export interface RedriveChoice {
  /**
   * Which executions go back: those of which it chooses a letter, with all their letters; the others
   * stay.
   * @default all
   */
  readonly chosen?: (letter: DeadLetter) => boolean;
  /** Letters to receive at most. @default 1000 */
  readonly limit?: number;
  /**
   * How long an empty receive waits: a long poll asks all of SQS's servers, a short one may find
   * nothing though there is something. @default 1
   */
  readonly waitSeconds?: number;
}

export interface Redriven {
  /** What was sent, one request per failed execution. */
  readonly requests: readonly ReconciliationRequest[];
  /** Letters that were removed; an execution may have several. */
  readonly letters: number;
  /** Letters that stay: not chosen, or not readable. */
  readonly left: number;
  readonly unreadable: number;
}

interface Received {
  readonly receipt: string;
  readonly letter: DeadLetter | undefined;
}

type ReadLetter = Received & { readonly letter: DeadLetter };

/** Long enough to send what was received; letters that stay are given back before. */
const VISIBILITY_SECONDS = 300;

/**
 * Puts failed reconciliations back on the reconciliation queue, each with the next `retryAttempt`,
 * and removes the dead letters of an execution only after its request was accepted. A crash in
 * between leaves the letters; going through them again sends the same request, which the trigger
 * knows already.
 *
 * @throws the SDK's error; what was sent before it stays sent
 */
export async function redriveReconciliations(
  room: RedriveRoom,
  { chosen = () => true, limit = 1_000, waitSeconds = 1 }: RedriveChoice = {},
): Promise<Redriven> {
  const received = await receiveAll(room, limit, waitSeconds);
  const [unreadable, executions] = byExecution(received);
  const staying: Received[] = [...unreadable];
  const going: (readonly ReadLetter[])[] = [];
  for (const letters of executions) {
    if (letters.some(({ letter }) => chosen(letter))) going.push(letters);
    else staying.push(...letters);
  }
  for (const { receipt } of staying) await giveBack(room, receipt);
  const requests: ReconciliationRequest[] = [];
  for (const letters of going) {
    const [first] = letters;
    if (first) requests.push(await sendAgain(room, first.letter));
    for (const { receipt } of letters) await remove(room, receipt);
  }
  return {
    requests,
    letters: received.length - staying.length,
    left: staying.length,
    unreadable: unreadable.length,
  };
}

/** What cannot be read, and the letters of each execution. */
function byExecution(received: readonly Received[]): [Received[], Iterable<ReadLetter[]>] {
  const unreadable: Received[] = [];
  const executions = new Map<string, ReadLetter[]>();
  for (const { letter, receipt } of received) {
    if (letter === undefined) unreadable.push({ letter, receipt });
    else {
      const letters = executions.get(letter.executionId) ?? [];
      executions.set(letter.executionId, [...letters, { letter, receipt }]);
    }
  }
  return [unreadable, executions.values()];
}

async function receiveAll(
  room: RedriveRoom,
  limit: number,
  waitSeconds: number,
): Promise<Received[]> {
  const received: Received[] = [];
  while (received.length < limit) {
    const { Messages = [] } = await room.client.send(
      new ReceiveMessageCommand({
        QueueUrl: room.deadLetterQueueUrl,
        MaxNumberOfMessages: Math.min(10, limit - received.length),
        VisibilityTimeout: VISIBILITY_SECONDS,
        WaitTimeSeconds: waitSeconds,
      }),
    );
    if (Messages.length === 0) break;
    for (const { Body = "", ReceiptHandle = "" } of Messages) {
      received.push({ receipt: ReceiptHandle, letter: readable(Body) });
    }
  }
  return received;
}

function readable(body: string): DeadLetter | undefined {
  try {
    return parseDeadLetter(body);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

async function sendAgain(room: RedriveRoom, letter: DeadLetter): Promise<ReconciliationRequest> {
  const request: ReconciliationRequest = {
    dialogGroupId: letter.dialogGroupId,
    callId: letter.callId,
    originalTimestamp: letter.originalTimestamp,
    retryAttempt: letter.retryAttempt + 1,
    source: RECONCILIATION_QUEUE_SOURCE,
  };
  await room.client.send(
    new SendMessageCommand({
      QueueUrl: room.requestQueueUrl,
      MessageBody: JSON.stringify(request),
    }),
  );
  return request;
}

async function remove(room: RedriveRoom, receipt: string): Promise<void> {
  await room.client.send(
    new DeleteMessageCommand({ QueueUrl: room.deadLetterQueueUrl, ReceiptHandle: receipt }),
  );
}

async function giveBack(room: RedriveRoom, receipt: string): Promise<void> {
  await room.client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: room.deadLetterQueueUrl,
      ReceiptHandle: receipt,
      VisibilityTimeout: 0,
    }),
  );
}
