import { ACTIONS } from "../action/actions.ts";
import type { FlowResource } from "../instance/resources.ts";
import { formOf } from "../language/action-types.ts";
import type { FlowAction } from "../language/flow.ts";
import type { ActionEntry } from "../simulator/trace.ts";
import type { FlowRun } from "./flow-run.ts";
import type { ActionStarted, Override } from "./observer.ts";
import { branchOff, type Ended, type Exit, failed, next, type Outcome, result } from "./outcome.ts";
import { BrokenFlowError, UnmodelledActionError } from "./problem.ts";
import { Step } from "./step.ts";
import { transitionOf } from "./transition.ts";

/** Flow modules nest up to five levels (administrator guide, contact-flow-modules). */
const DEEPEST_MODULE = 5;

/**
 * Runs a contact through a flow, and through those that it hands over to, until one is left.
 * @param from identifier of the action to begin with; its first one unless it is given
 * @throws Interrupted when the customer hangs up, or whatever else stops the run
 * @throws CallProblem when the flow cannot be simulated further
 */
export async function runFlow(run: FlowRun, from?: string): Promise<Exit> {
  let start = run.flow;
  let first = from;
  run.call.run = run;
  for (;;) {
    const exit = await runOne(run, start, first);
    if (exit.to !== "flow") return exit;
    // Another flow takes over: contact attributes stay, flow attributes go.
    start = exit.flow;
    first = undefined;
    run.flowAttributes = {};
    run.interrupted = undefined;
  }
}

async function runOne(run: FlowRun, flow: FlowResource, from?: string): Promise<Exit> {
  run.flow = flow;
  let identifier: string | undefined = from ?? flow.flow.StartAction;
  while (identifier) {
    const action = actionOf(flow, identifier);
    run.interruption.check();
    run.call.progress.acted(`${flow.name}: ${identifier}`);
    const outcome = await runAction(run, action);
    if (typeof outcome === "object") return outcome;
    identifier = outcome || undefined;
  }
  return { to: "end" };
}

/** @returns the next action's identifier, empty where there is none, or how the flow was left */
async function runAction(run: FlowRun, action: FlowAction): Promise<string | Exit> {
  const { call } = run;
  const entry = call.trace.add<ActionEntry>({
    kind: "action",
    ...call.mark,
    contactId: run.contact.contactId,
    flowArn: run.flow.arn,
    flow: run.flow.name,
    identifier: action.Identifier,
    type: action.Type,
  });
  const started = startedOf(run, action);
  const override = call.party.observer?.actionStarted?.(started) ?? stubOf(run, action);
  run.interruption.check();
  const step = new Step(run, action, override?.parameters);
  const performed = await (override?.ends === undefined
    ? perform(step)
    : endAsDeclared(step, override, override.ends));
  const outcome = performed.kind === "module" ? await runModule(run, performed.module) : performed;
  const complete = (branch: string): void => {
    entry.branch = branch;
    call.party.observer?.actionCompleted?.({ ...started, branch });
  };
  if (outcome.kind === "exit") {
    complete("Exit");
    return outcome.exit;
  }
  const transition = transitionOf(action, outcome, (operand) => step.parameters.fill(operand));
  if (outcome.kind === "error" && outcome.reason !== undefined) {
    step.warn(`${outcome.errorType}: ${outcome.reason}`);
  }
  complete(transition.branch);
  return transition.next ?? "";
}

function perform(step: Step): Promise<Outcome> | Outcome {
  const { Type, Identifier } = step.action;
  const runAction = Object.hasOwn(ACTIONS, Type) ? ACTIONS[Type] : undefined;
  if (runAction === undefined) {
    throw new UnmodelledActionError(Type, Identifier, step.run.flow.name);
  }
  return runAction(step);
}

async function endAsDeclared(step: Step, override: Override, ends: string): Promise<Ended> {
  const { data } = step.contact;
  if (override.afterSeconds) await step.pause(1000 * override.afterSeconds);
  if (override.external) data.external = override.external;
  if (override.lex) data.lex = override.lex;
  if (ends === "NextAction") return next;
  // Without conditions there is no result: what is no branch of the action is an error, too.
  const isError = step.action.Transitions.Conditions.length === 0 || isErrorOf(step.action, ends);
  return isError ? branchOff(ends) : result(ends);
}

/** The names that flows have for errors, and the one that tests have for a bot that is too late. */
function isErrorOf(action: FlowAction, name: string): boolean {
  const { required = [], expected = [], possible = [] } = formOf(action)?.errors ?? {};
  const branches = action.Transitions.Errors.map(({ ErrorType }) => ErrorType);
  const known = ["NoMatchingError", "TimeLimitExceeded", ...required, ...expected, ...possible];
  return [...branches, ...known].includes(name);
}

/** Runs a module's flow within the run; the flow that invoked it goes on afterwards. */
async function runModule(run: FlowRun, module: FlowResource): Promise<Ended> {
  if (run.depth >= DEEPEST_MODULE) return failed(`modules nest at most ${DEEPEST_MODULE} deep`);
  const { flow, flowAttributes } = run;
  run.depth += 1;
  run.flowAttributes = {};
  try {
    const exit = await runOne(run, module);
    if (exit.to === "caller-of-module") {
      return exit.result === undefined ? next : result(exit.result);
    }
    return exit.to === "end" ? next : { kind: "exit", exit };
  } finally {
    run.depth -= 1;
    run.flow = flow;
    run.flowAttributes = flowAttributes;
  }
}

function stubOf(run: FlowRun, { Identifier, Type }: FlowAction): Override | undefined {
  const stubs = run.call.party.stubs ?? {};
  const name = [Identifier, Type].find((known) => Object.hasOwn(stubs, known));
  const stub = name === undefined ? undefined : stubs[name];
  return typeof stub === "string" ? { ends: stub } : stub;
}

function startedOf(run: FlowRun, action: FlowAction): ActionStarted {
  const { call } = run;
  const index = call.actions;
  call.actions += 1;
  return {
    contact: run.contact,
    flowArn: run.flow.arn,
    identifier: action.Identifier,
    type: action.Type,
    index,
    line: call.line,
    get parameters() {
      return new Step(run, action).parameters.resolved();
    },
  };
}

function actionOf({ flow, name }: FlowResource, identifier: string): FlowAction {
  const action = flow.Actions.find(({ Identifier }) => Identifier === identifier);
  if (!action) throw new BrokenFlowError(identifier, name);
  return action;
}
