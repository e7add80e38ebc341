import { Command, CommanderError } from "commander";
import { callCommand } from "./call.ts";
import { callbacksCommand } from "./callbacks.ts";
import { contactsCommand } from "./contacts.ts";
import { EXIT, RefusedError } from "./exit.ts";
import { invokeCommand } from "./invoke.ts";
import { lintCommand } from "./lint.ts";
import { reconciliationsCommand } from "./reconciliations.ts";
import { startCommand } from "./start.ts";
import { statesCommand } from "./states.ts";
import { style } from "./terminal/style.ts";
import { testCommand } from "./test.ts";
import { trackersCommand } from "./trackers.ts";

const program = new Command("linekeeper")
  .description("Keeps the promises a contact centre on Amazon Connect makes to its callers.")
  .version("0.1.0")
  .showHelpAfterError("(linekeeper --help, or linekeeper COMMAND --help)")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 not done or an invariant or rule broken, 2 refused (bad arguments or input).",
  );

for (const command of [
  startCommand(),
  callCommand(),
  invokeCommand(),
  callbacksCommand(),
  trackersCommand(),
  contactsCommand(),
  reconciliationsCommand(),
  lintCommand(),
  testCommand(),
  statesCommand(),
]) {
  program.addCommand(command);
}

// Commander ends the process itself on bad arguments, with 1; ours is 2.
for (const command of [
  program,
  ...program.commands,
  ...program.commands.flatMap((c) => c.commands),
]) {
  command.exitOverride().copyInheritedSettings(program);
}

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
