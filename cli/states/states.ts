import { readFileSync } from "node:fs";
import { Command } from "commander";
import type { Integrations } from "../../local/states/integrations.ts";
import { exceedsDataLimit, isTooDeep, type Json } from "../../local/states/json.ts";
import { type Machine, readMachine } from "../../local/states/machine.ts";
import { InvalidMockError, mocked } from "../../local/states/mocks.ts";
import { runMachine } from "../../local/states/run-machine.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { drawExecution } from "./path.ts";

interface Options {
  readonly input: string;
  readonly mock: readonly string[];
  readonly json?: boolean;
}

/** `linekeeper states run FILE` */
export function statesCommand(): Command {
  return new Command("states").description("try a state machine").addCommand(
    new Command("run")
      .description("run a JSONata state machine in virtual time, with mocks for what it calls")
      .argument("<file>", "the machine, an .asl.json file")
      .option("--input <json|@file>", "the execution's input", "{}")
      .option(
        "--mock <name=json|@file>",
        'what a Lambda function (by name) answers, or a task (by its resource\'s ARN); a list answers in order; {"$error": "Name", "$cause": "…"} fails',
        (text: string, before: readonly string[]) => [...before, text],
        [] as readonly string[],
      )
      .option("--json", "print one JSON object")
      .action(run),
  );
}

async function run(file: string, options: Options): Promise<void> {
  const machine = machineIn(file);
  const integrations = mocksOf(options.mock);
  const input = json("--input", options.input);
  if (exceedsDataLimit(input)) throw new RefusedError("--input is larger than 256 KiB");
  const finished = await runMachine(machine, input, { integrations: () => integrations });
  console.log(options.json ? JSON.stringify(finished) : drawExecution(finished));
  if (finished.status !== "SUCCEEDED") process.exitCode = EXIT.failed;
}

function machineIn(file: string): Machine {
  const text = read(file, file);
  try {
    return readMachine(text);
  } catch (error) {
    throw new RefusedError(`${file}: ${(error as Error).message}`);
  }
}

function mocksOf(texts: readonly string[]): Integrations {
  try {
    return mocked(Object.fromEntries(texts.map(mockOf)));
  } catch (error) {
    if (error instanceof InvalidMockError) throw new RefusedError(`--mock ${error.message}`);
    throw error;
  }
}

function mockOf(text: string): [string, Json] {
  const equals = text.indexOf("=");
  if (equals <= 0) throw new RefusedError(`--mock must be NAME=JSON or NAME=@FILE, got ${text}`);
  const name = text.slice(0, equals);
  return [name, json(`--mock ${name}`, text.slice(equals + 1))];
}

function json(option: string, text: string): Json {
  const source = text.startsWith("@") ? read(option, text.slice(1)) : text;
  let value: Json;
  try {
    value = JSON.parse(source) as Json;
  } catch (error) {
    throw new RefusedError(`${option} is not JSON: ${(error as Error).message}`);
  }
  if (isTooDeep(value)) throw new RefusedError(`${option} is nested deeper than 1,000 levels`);
  return value;
}

function read(what: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new RefusedError(`${what}: ${(error as Error).message}`);
  }
}
