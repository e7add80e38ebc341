import { checkAnswer } from "../../../src/connect/flow-answer.ts";
import type { LocalClock } from "../../clock/clock.ts";
import type { InvokeFunction } from "../../connect/lambda-block.ts";

/** From a flow's block to the function; long enough to hang up meanwhile. */
const UNDER_WAY_MS = 250;

/** One invocation of a function by a flow. Connect's own retries are invocations, too. */
export interface FlowInvocation {
  readonly functionName: string;
  readonly contactId: string;
  /** The first contact of its chain. */
  readonly root: string;
  /** E.164, or `anonymous`. */
  readonly customerAddress: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Undefined: the function failed. */
  readonly answer: Readonly<Record<string, string>> | undefined;
  /** What Connect would not take of the answer. */
  readonly problems: readonly string[];
  /** When it was answered, epoch milliseconds. */
  readonly at: number;
}

/** Lambda did the work, and Connect never heard of it. */
class LostAnswerError extends Error {
  override readonly name = "ServiceException";
  readonly status = 500;
}

/** Stands between the flows and the functions, sees everything, and loses an answer when told to. */
export class FlowInvocations {
  readonly #clock: LocalClock;
  readonly #watching: ((invocation: FlowInvocation) => void)[] = [];
  /** How many answers are still to be lost, by contact id and function. */
  readonly #losses = new Map<string, number>();

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  onInvocation(see: (invocation: FlowInvocation) => void): void {
    this.#watching.push(see);
  }

  /** The next answers to this contact are lost on the way back: Connect invokes again. */
  loseAnswers(of: Pick<FlowInvocation, "contactId" | "functionName">, times: number): void {
    this.#losses.set(keyOf(of), times);
  }

  between(functions: InvokeFunction): InvokeFunction {
    return async (functionName, payload) => {
      await this.#clock.sleep(UNDER_WAY_MS);
      const asked = askedIn(functionName, payload);
      const answered = await functions(functionName, payload).catch((error: unknown) => {
        this.#tell({ ...asked, answer: undefined, problems: [] });
        throw error;
      });
      this.#tell({ ...asked, ...read(answered) });
      const left = this.#losses.get(keyOf(asked)) ?? 0;
      if (left === 0) return answered;
      this.#losses.set(keyOf(asked), left - 1);
      throw new LostAnswerError("the answer was made to be lost");
    };
  }

  #tell(invocation: Omit<FlowInvocation, "at">): void {
    for (const see of this.#watching) see({ ...invocation, at: this.#clock.now() });
  }
}

function keyOf(of: Pick<FlowInvocation, "contactId" | "functionName">): string {
  return `${of.contactId} ${of.functionName}`;
}

type Asked = Omit<FlowInvocation, "answer" | "problems" | "at">;

function askedIn(functionName: string, payload: string): Asked {
  const { Details } = JSON.parse(payload) as {
    readonly Details: {
      readonly ContactData: {
        readonly ContactId: string;
        readonly InitialContactId: string;
        readonly CustomerEndpoint: { readonly Address: string };
      };
      readonly Parameters: Readonly<Record<string, string>>;
    };
  };
  const { ContactId, InitialContactId, CustomerEndpoint } = Details.ContactData;
  return {
    functionName,
    contactId: ContactId,
    root: InitialContactId,
    customerAddress: CustomerEndpoint.Address,
    parameters: Details.Parameters,
  };
}

function read(answered: {
  readonly payload: string;
  readonly functionError?: string | undefined;
}): Pick<FlowInvocation, "answer" | "problems"> {
  if (answered.functionError !== undefined) return { answer: undefined, problems: [] };
  const answer: unknown = JSON.parse(answered.payload);
  const problems = checkAnswer(answer).map(({ problem }) => problem);
  return { answer: answer as Record<string, string>, problems };
}
