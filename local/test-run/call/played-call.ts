import type { FlowDirectory } from "../../bank-line/flow-directory.ts";
import type { LocalClock } from "../../clock/clock.ts";
import type { Caller, HeardPrompt } from "../../connect/caller/caller.ts";
import type { ActionStarted, Observer, Override } from "../../connect/flow/observer.ts";
import { referred } from "../../connect/flow/references.ts";
import type { CallersLine } from "../../connect/line/line.ts";
import type { Call } from "../../connect/simulator/call.ts";
import type { TestCase } from "../../connect/testing-language/test-case.ts";
import type { Sidecar } from "../sidecar/sidecar.ts";
import { CallScript } from "./call-script.ts";
import { DeclaredErrors } from "./declared-errors.ts";
import { Hearing } from "./hearing.ts";
import type { Heard } from "./occurred.ts";
import { overrideOf } from "./override-of.ts";
import { isObservable, resourceOf } from "./resource-of.ts";
import { StandIns } from "./stand-ins.ts";

export interface CallSetup {
  readonly clock: LocalClock;
  readonly flows: FlowDirectory;
  readonly test: TestCase;
  readonly sidecar: Sidecar;
  /** Messages and results as in Connect: see `Hearing`. */
  readonly parity: boolean;
  /** A block of one of the flows was left by this branch. */
  readonly took: (file: string, identifier: string, branch: string) => void;
}

/**
 * The customer of a test's call, and who looks on: gives what occurs to the test's script, and puts
 * overrides and declared errors in the place of actions.
 */
export class PlayedCall implements Caller, Observer {
  readonly script: CallScript;
  readonly standIns: StandIns;
  readonly errors: DeclaredErrors;
  /** What the customer heard to its end, or until they pressed a key. */
  readonly heardTexts: string[] = [];
  /** The same, and what the end of the call cut short. */
  readonly begunTexts: string[] = [];
  /** Called when a flow asks for a callback to this number. */
  onCallback: (number: string) => void = () => {};
  readonly #setup: CallSetup;
  readonly #hearing: Hearing;
  #call: Call | undefined;
  /** With parity: what the function whose completion was observed last has answered. */
  #result: unknown = "";

  constructor(setup: CallSetup) {
    this.#setup = setup;
    this.#hearing = new Hearing(setup);
    this.standIns = new StandIns(setup.clock, setup.sidecar.functions);
    this.errors = new DeclaredErrors(setup.sidecar.errors);
    this.script = new CallScript(setup.clock, setup.test, {
      resolve: (reference) => this.#resolve(reference),
      fill: (text) => (text.includes("$.") ? (this.#call?.fill(text) ?? text) : text),
      end: () => this.#call?.end(),
    });
  }

  /** @param call the simulator's, before anything of it has happened */
  begin(call: Call): void {
    this.#call = call;
  }

  connected(line: CallersLine): void {
    this.script.occurred({ type: "TestInitiated" }, line);
  }

  hears({ text }: HeardPrompt): void {
    this.begunTexts.push(text);
  }

  heard(prompt: HeardPrompt, _how: object, line: CallersLine): void {
    this.heardTexts.push(prompt.text);
    this.#message(this.#hearing.heard(prompt), line);
  }

  asked(_question: object, line: CallersLine): void {
    this.#message(this.#hearing.pause(), line);
  }

  moved(_place: object, line: CallersLine): void {
    this.#message(this.#hearing.pause(), line);
  }

  ended(): void {
    this.#message(this.#hearing.pause());
    this.script.occurred({ type: "TestCompleted" });
  }

  actionStarted(started: ActionStarted): Override | undefined {
    const file = this.#setup.flows.fileOf(started.flowArn);
    const error = file === undefined ? undefined : this.errors.visited(file, started.identifier);
    if (error !== undefined) return { ends: error };
    if (started.type === "CreateCallbackContact") {
      const { settings, customerAddress } = started.contact;
      this.onCallback(settings.callbackNumber ?? customerAddress);
    }
    if (!isObservable(started.type)) return undefined;
    const resource = resourceOf(started);
    const override = this.script.overrides.take(started.type, resource);
    this.#action("FlowActionStarted", started, resource);
    if (started.type !== "InvokeLambdaFunction") {
      return override && overrideOf(started, override.strategy);
    }
    const substitute = override?.strategy.type === "SubstituteResource";
    const mock = override?.strategy.type === "SubstituteResource" ? undefined : override?.strategy;
    this.standIns.began(started, resource ?? "", mock);
    return substitute ? overrideOf(started, override.strategy) : undefined;
  }

  actionCompleted(completed: ActionStarted & { readonly branch: string }): void {
    const { flowArn, identifier, branch, type } = completed;
    const file = this.#setup.flows.fileOf(flowArn);
    if (file !== undefined) this.#setup.took(file, identifier, branch);
    if (!isObservable(type)) return;
    this.standIns.ended();
    if (succeeded(branch)) {
      this.#action("FlowActionCompleted", completed, resourceOf(completed));
    }
  }

  #action(
    type: "FlowActionStarted" | "FlowActionCompleted",
    { type: actionType, contact, line }: ActionStarted,
    resource: string | undefined,
  ): void {
    // The test is of one call; the callback that comes of it is another.
    if (contact.initiationMethod === "CALLBACK") return;
    const before = this.#result;
    if (type === "FlowActionCompleted") this.#result = contact.data.external;
    const taken = this.script.occurred({ type, actionType, resource }, line);
    if (!taken) this.#result = before;
  }

  #message(heard: Heard | undefined, line?: CallersLine): void {
    if (heard === undefined) return;
    if (this.script.occurred({ type: "MessageReceived", heard }, line)) this.#hearing.taken();
  }

  #resolve(reference: string): unknown {
    const [, answer] =
      /^\$\.(?:External|LambdaInvocation\.ResultData)\.(.+)$/.exec(reference) ?? [];
    if (answer === undefined) return this.#call?.resolve(reference);
    if (!this.#setup.parity) return this.#call?.resolve(`$.External.${answer}`);
    return referred(`$.External.${answer}`, { External: this.#result });
  }
}

/** By no error branch; other branches are these, or an operator and its operand. */
function succeeded(branch: string): boolean {
  return /^(NextAction|Exit|NoMatchingCondition)$| /.test(branch);
}
