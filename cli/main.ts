import { Command, CommanderError } from "commander";
import project from "../package.json" with { type: "json" };
import { commandsFor } from "./commands.ts";
import { EXIT, RefusedError } from "./exit.ts";
import { exitCodes } from "./terminal/exit-codes.ts";
import { style } from "./terminal/style.ts";

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

for (const command of await commandsFor(process.argv[2])) program.addCommand(command);

// Commander ends the process itself on bad arguments, with 1; ours is 2.
for (const command of [
  program,
  ...program.commands,
  ...program.commands.flatMap((c) => c.commands),
]) {
  command.exitOverride().copyInheritedSettings(program);
}

// Who reads only the beginning (`| head`) has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.refused;
  } else {
    console.error(`${style.bad("linekeeper:")} ${(error as Error).message}`);
    process.exitCode = error instanceof RefusedError ? EXIT.refused : EXIT.failed;
  }
}
