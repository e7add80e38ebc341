import { InvokeCommand } from "@aws-sdk/client-lambda";
import { Command, InvalidArgumentError } from "commander";
import { type AnswerProblem, checkAnswer } from "../src/connect/flow-answer.ts";
import { eventArgument } from "./event-argument.ts";
import { EXIT, RefusedError } from "./exit.ts";
import { lambda, reaching, type TargetOptions, withTarget } from "./target.ts";
import { style } from "./terminal/style.ts";
import { table } from "./terminal/table.ts";

interface Options extends TargetOptions {
  readonly event: string;
  readonly json?: boolean;
}

/** `linekeeper invoke FUNCTION --event FILE|JSON` */
export function invokeCommand(): Command {
  return withTarget(new Command("invoke"))
    .description("send a Connect event to a function, and hold the answer against Connect's rules")
    .argument("<function>", "name of the function, for example ContextTrackerCheck", functionName)
    .requiredOption("--event <file|json>", "the event: a file, or JSON")
    .option("--json", "print one JSON object")
    .action(async (name: string, options: Options) => {
      const payload = eventArgument(options.event);
      const result = await reaching(options, "LAMBDA", () => invoke(name, payload, options));
      console.log(options.json ? JSON.stringify(result) : draw(name, result));
      if (result.error || result.problems.length > 0) process.exitCode = EXIT.failed;
    });
}

interface Result {
  readonly answer: unknown;
  readonly error: boolean;
  readonly problems: readonly AnswerProblem[];
}

/** A name or an ARN, with or without a qualifier. */
function functionName(text: string): string {
  if (/^[\w$:-]+$/.test(text)) return text;
  throw new InvalidArgumentError("It must be a function's name or ARN.");
}

async function invoke(name: string, payload: string, target: TargetOptions): Promise<Result> {
  try {
    const client = lambda(target);
    const command = new InvokeCommand({ FunctionName: name, Payload: Buffer.from(payload) });
    const { Payload, FunctionError } = await client.send(command);
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || "null");
    const error = FunctionError !== undefined;
    return { answer, error, problems: error ? [] : checkAnswer(answer) };
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    throw new RefusedError(
      `there is no function ${name}. The stack's functions are listed when it starts (npm start).`,
    );
  }
}

function draw(name: string, { answer, error, problems }: Result): string {
  if (error) {
    const { errorType, errorMessage } = keysOf(answer) as {
      readonly errorType?: string;
      readonly errorMessage?: string;
    };
    return [
      `${style.bad("✗")} ${name} threw ${style.title(errorType ?? "an error")}: ${errorMessage ?? ""}`,
      style.quiet("  A flow takes the Error branch, after Connect's own retries."),
    ].join("\n");
  }
  const verdict =
    problems.length === 0
      ? `${style.good("✓")} valid under STRING_MAP and JSON`
      : problems
          .map(
            ({ rule, key, problem }) =>
              `${style.bad("✗")} ${rule}${key ? ` ${key}` : ""}: ${problem}`,
          )
          .join("\n");
  return `${drawAnswer(answer)}\n${verdict}`;
}

function drawAnswer(answer: unknown): string {
  const rows = Object.entries(keysOf(answer)).map(([key, value]) => [key, JSON.stringify(value)]);
  return rows.length > 0 ? table(["$.External", "value"], rows) : JSON.stringify(answer);
}

/** What a flow finds in `$.External`: nothing where the answer is no object. */
function keysOf(answer: unknown): object {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer) ? answer : {};
}
