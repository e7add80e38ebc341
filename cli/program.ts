import { Command, CommanderError } from "commander";
import project from "../package.json" with { type: "json" };
import { commandsFor } from "./commands.ts";
import { EXIT, RefusedError } from "./exit.ts";
import { exitCodes } from "./terminal/exit-codes.ts";
import { style } from "./terminal/style.ts";

/**
 * `linekeeper` with one command, or with all of them.
 * @param command the command that was asked for; the others are not loaded
 */
export async function programFor(command: string | undefined): Promise<Command> {
  const program = new Command("linekeeper")
    .description("Keeps the promises a contact centre on Amazon Connect makes to its callers.")
    .version(project.version)
    .showHelpAfterError("(linekeeper --help, or linekeeper COMMAND --help)")
    .addHelpText(
      "after",
      exitCodes(
        "0 done, 1 not done or an invariant or rule broken, 2 refused (bad arguments or input).",
      ),
    );
  for (const one of await commandsFor(command)) program.addCommand(one);
  // Commander ends the process itself on bad arguments, with 1; ours is 2.
  for (const one of [
    program,
    ...program.commands,
    ...program.commands.flatMap((c) => c.commands),
  ]) {
    one.exitOverride().copyInheritedSettings(program);
  }
  return program;
}

/**
 * What the stack says when it cannot be opened as things are: nothing was done. By name, so that a
 * command which opens none loads none of it.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  ...["PortTakenError", "TemplateFileError", "TemplateError", "InvalidDefinition"],
  ...["NotBuiltError", "InvalidEndpointError"],
]);

/**
 * Does what the arguments say. How it went stands in `process.exitCode`; what went wrong is said.
 * @param args as a person types them, behind `linekeeper`
 */
export async function linekeeper(args: readonly string[]): Promise<void> {
  try {
    const program = await programFor(args[0]);
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.refused;
    } else {
      const { name, message } = error as Error;
      console.error(`${style.bad("linekeeper:")} ${message}`);
      const isRefusal = error instanceof RefusedError || REFUSALS.has(name);
      process.exitCode = isRefusal ? EXIT.refused : EXIT.failed;
    }
  }
}
