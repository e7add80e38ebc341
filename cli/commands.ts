import type { Command } from "commander";

/**
 * The commands in the order of `--help`, each in a file of its own that is loaded when it is asked
 * for: the simulator and the SDK's clients together take most of a second.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./start/start.ts")).startCommand(),
  call: async () => (await import("./call/call.ts")).callCommand(),
  invoke: async () => (await import("./invoke.ts")).invokeCommand(),
  callbacks: async () => (await import("./callbacks.ts")).callbacksCommand(),
  trackers: async () => (await import("./trackers.ts")).trackersCommand(),
  contacts: async () => (await import("./contacts/contacts.ts")).contactsCommand(),
  reconciliations: async () =>
    (await import("./reconciliations/reconciliations.ts")).reconciliationsCommand(),
  lint: async () => (await import("./lint/lint.ts")).lintCommand(),
  test: async () => (await import("./test/test.ts")).testCommand(),
  states: async () => (await import("./states/states.ts")).statesCommand(),
};

/** The command of this name alone; all of them where there is none, or another was meant. */
export function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  const one = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return Promise.all((one ? [one] : Object.values(COMMANDS)).map((load) => load()));
}
