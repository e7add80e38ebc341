/** What ends a simulated call because it cannot be simulated further, or never would end. */
export class CallProblem extends Error {
  override readonly name: string = "CallProblem";
}

/** The simulator has no model of this action, and nobody declared how it ends. */
export class UnmodelledActionError extends CallProblem {
  override readonly name = "UnmodelledActionError";
  readonly type: string;

  constructor(type: string, identifier: string, flow: string) {
    super(
      `action "${identifier}" of flow "${flow}" is of type ${type}, which is not simulated. ` +
        `Declare how it ends: stubs: { ${type}: "NextAction" }, an error type, or a result`,
    );
    this.type = type;
  }
}

/** Actions led to each other without time passing and without input. */
export class EndlessFlowError extends CallProblem {
  override readonly name = "EndlessFlowError";
  /** Identifiers of the actions that follow each other for ever. */
  readonly loop: readonly string[];

  constructor(loop: readonly string[], actions: number) {
    super(
      `${actions} actions in a row took no time and no input; the flow goes round: ` +
        `${loop.join(" -> ")}. Play a prompt or wait for input in it, or leave it by a Loop`,
    );
    this.loop = loop;
  }
}

/** The call lasted longer than any call of this simulation may. */
export class CallTooLongError extends CallProblem {
  override readonly name = "CallTooLongError";
  /** Identifiers of the actions that followed each other in the end, again and again. */
  readonly loop: readonly string[];

  constructor(seconds: number, where: string, loop: readonly string[]) {
    const round = loop.length === 0 ? "" : `, which goes round: ${loop.join(" -> ")}`;
    super(
      `the call still went on after ${seconds} s: ${where}${round}. Hang up, or raise longestCallSeconds`,
    );
    this.loop = loop;
  }
}

/** The caller, a program, threw. */
export class CallerFailedError extends CallProblem {
  override readonly name = "CallerFailedError";
}

/** A flow, queue or other thing that the simulation was told to use is not there. */
export class NotSetUpError extends CallProblem {
  override readonly name = "NotSetUpError";
}

/** A flow leads to an action that it does not have. */
export class BrokenFlowError extends CallProblem {
  override readonly name = "BrokenFlowError";

  constructor(identifier: string, flow: string) {
    super(`flow "${flow}" leads to an action "${identifier}", which it does not have`);
  }
}
