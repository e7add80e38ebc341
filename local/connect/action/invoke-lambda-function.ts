import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { flowEventOf } from "../flow-event.ts";
import { type Invoked, invokeForBlock, type LambdaBlock } from "../lambda-block.ts";
import { type FlowsAnswer, flowsAnswer, type ResponseType } from "./lambda/flows-answer.ts";

/** Connect waits so long for a function, at most; for an asynchronous one it does not wait. */
const LONGEST_SECONDS = { SYNCHRONOUS: 8, ASYNCHRONOUS: 60 };

/** Its answer is `$.External`, in the place of the one before. Every failure is NoMatchingError. */
export async function invokeLambdaFunction(step: Step): Promise<Outcome> {
  const { parameters, contact, run, world } = step;
  const functionArn = parameters.filled("LambdaFunctionARN");
  if (functionArn === undefined) return failed("no function is given");
  const asynchronous = parameters.text("InvocationType") === "ASYNCHRONOUS";
  const longest = LONGEST_SECONDS[asynchronous ? "ASYNCHRONOUS" : "SYNCHRONOUS"];
  const sent = Object.fromEntries(parameters.entries("LambdaInvocationAttributes"));
  const block: LambdaBlock = {
    functionName: nameOf(functionArn),
    event: flowEventOf(contact, world.instance, sent, run.queue),
    timeLimitSeconds: Math.min(parameters.number("InvocationTimeLimitSeconds") ?? longest, longest),
  };
  if (asynchronous) return start(step, block);
  contact.data.external = {};
  const began = world.clock.now();
  const invoked = await invoke(step, block);
  const tookMs = world.clock.now() - began;
  step.call.progress.took(tookMs);
  const answer = read(step, invoked);
  step.call.trace.add({
    kind: "lambda",
    ...step.call.mark,
    identifier: step.action.Identifier,
    functionArn,
    parameters: sent,
    result: answer.problem ?? "success",
    tookMs,
  });
  logInvocation(step, functionArn, block, answer);
  warnOfSilence(step, tookMs);
  if (answer.problem !== undefined) return failed(answer.problem);
  contact.data.external = answer.external;
  return next;
}

/** The flow stops waiting when it is interrupted; the invocation goes on, as it does in AWS. */
function invoke({ run, world }: Step, block: LambdaBlock): Promise<Invoked> {
  return run.interruption.wait<Invoked>(world.clock, (resolve, reject) => {
    world.clock
      .start("flow lambda", () => invokeForBlock(world.clock, world.invoke, block))
      .then(resolve, reject);
    return () => {};
  });
}

/** The flow goes on at once; how a flow loads the result later is not published. */
function start(step: Step, block: LambdaBlock): Outcome {
  const { world, call, contact } = step;
  contact.data.lambdaInvocation = { InvocationId: call.random.uuid() };
  world.clock
    .start("flow lambda", () => invokeForBlock(world.clock, world.invoke, block))
    .then(({ outcome }) => {
      if (outcome !== "answer") throw new Error(outcome);
    })
    .catch(({ message }: Error) => call.warn(`the asynchronous function: ${message}`));
  return next;
}

function read(step: Step, invoked: Invoked): FlowsAnswer {
  if (invoked.outcome === "answer") {
    const type = step.parameters.inside("ResponseValidation").text("ResponseType");
    return flowsAnswer(invoked.payload, (type ?? "STRING_MAP") as ResponseType);
  }
  const problem =
    invoked.outcome === "refused"
      ? `the invocation was refused: ${(invoked.cause as Error).name}`
      : invoked.outcome === "timeout"
        ? "the function took too long"
        : "the function failed";
  return { problem, external: {} };
}

function logInvocation(
  step: Step,
  functionArn: string,
  block: LambdaBlock,
  { problem, external }: FlowsAnswer,
): void {
  const type = step.parameters.inside("ResponseValidation").text("ResponseType");
  step.log({
    Parameters: {
      FunctionArn: functionArn,
      ...(type !== undefined && { ResponseValidation: `ResponseType=${type}` }),
      TimeLimit: String(1000 * (block.timeLimitSeconds ?? 0)),
    },
    ...(problem === undefined
      ? { ExternalResults: external }
      : { Results: "The Lambda Function Returned An Error." }),
  });
}

/** Connect once broke off flows in which functions ran on and on without a word to the caller. */
function warnOfSilence({ run, world }: Step, tookMs: number): void {
  run.silentLambdaMs += tookMs;
  const seconds = run.silentLambdaMs / 1000;
  if (seconds <= world.longestSilentLambdaSeconds) return;
  run.call.warn(`functions have taken ${seconds} s in a row: the caller hears nothing meanwhile`);
}

/** `arn:aws:lambda:region:account:function:name`, perhaps with a qualifier, or the name alone. */
function nameOf(functionArn: string): string {
  return /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
}
