import { Command, Option } from "commander";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { LOCAL_INSTANCE } from "../../local/instance.ts";
import { flowFunctions } from "../../local/story/callers/flow-functions.ts";
import { beginningBefore } from "../../local/story/day.ts";
import { passUntil } from "../../local/story/pass-until.ts";
import { playStory } from "../../local/story/play.ts";
import { LOCAL_PORT } from "../../local/where.ts";
import { configuredEndpoint, endpointVariable } from "../../src/aws/endpoint.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { style } from "../terminal/style.ts";
import { SILENT, StoryScreen } from "./story-screen.ts";

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly story: boolean;
  readonly port: number;
  readonly seed: number;
  readonly callers: number;
  readonly reconciliations: number;
  readonly recordings: number;
}

/** The callers of `npm start`; enough that every kind comes several times. */
const CALLERS = 300;

/** Recordings that go missing; every fate of the export platform at least once. */
const RECONCILIATIONS = 210;

/** Callers whose recordings are watched, beside the others' own. */
const RECORDINGS = 240;

/** Shorter than a download may take, so that a day shows a machine that ran out of time, too. */
const STORY_TIMEOUTS = { "linekeeper-reconciliation": 5_400 };

/** `linekeeper start` (= `npm start`) */
export function startCommand(): Command {
  return new Command("start")
    .description("boot the local stack, play a day of callers, and stay up")
    .option("--once", "end after the story")
    .option("--json", "print one JSON object and nothing else on stdout (implies --once)")
    .option("--no-story", "boot only")
    .addOption(
      new Option("--port <port>", "port on 127.0.0.1; 0 takes any free one")
        .argParser((text) => wholeNumber("--port", text, 65_535))
        .default(LOCAL_PORT),
    )
    .addOption(
      new Option("--seed <seed>", "seed of the day")
        .argParser((text) => wholeNumber("--seed", text, 2 ** 32 - 1))
        .default(1),
    )
    .addOption(
      new Option("--callers <count>", "how many callers call, at least 40")
        .argParser((text) => wholeNumber("--callers", text, 100_000, 40))
        .default(CALLERS),
    )
    .addOption(
      new Option("--reconciliations <count>", "how many recordings go missing, at least 80")
        .argParser((text) => wholeNumber("--reconciliations", text, 100_000, 80))
        .default(RECONCILIATIONS),
    )
    .addOption(
      new Option("--recordings <count>", "how many calls are made to be recorded, at least 30")
        .argParser((text) => wholeNumber("--recordings", text, 100_000, 30))
        .default(RECORDINGS),
    )
    .action(start);
}

async function start(options: Options): Promise<void> {
  if (options.json && !options.story)
    throw new RefusedError("--json reports the story: drop --no-story");
  const began = performance.now();
  const stack = await boot(options);
  const readyMs = Math.round(performance.now() - began);
  const screen = options.json ? SILENT : new StoryScreen(process.stdout);
  try {
    screen.booted(stack.url, readyMs, options.seed);
    if (options.story) await tell(stack, options, readyMs, screen);
    if (options.once || options.json) return;
    if (options.story) await passUntil(stack, Date.now());
    stack.clock.pace();
    screen.staysUp(stack);
    await interrupted();
    console.log(style.quiet("\nclosed"));
  } finally {
    await stack.close();
  }
}

async function tell(
  stack: DemoBank,
  options: Options,
  readyMs: number,
  screen: StoryScreen | typeof SILENT,
): Promise<void> {
  if (stack.endpoints.states !== undefined) {
    throw new RefusedError(
      "AWS_ENDPOINT_URL_SFN: the story drives time, and cannot drive another engine's. Use --no-story.",
    );
  }
  const report = await playStory(stack, {
    seed: options.seed,
    callers: options.callers,
    reconciliations: options.reconciliations,
    recordings: options.recordings,
    instance: LOCAL_INSTANCE,
    functions: flowFunctions(stack.description),
    audience: screen,
  });
  if (!report.ok) process.exitCode = EXIT.failed;
  if (!options.json) return screen.told(report, again(options));
  const { broken, ok, seed, ...rest } = report;
  console.log(JSON.stringify({ ok, seed, readyMs, ...rest }));
  for (const how of broken) console.error(how);
}

/** The command that tells the same story. */
function again({ seed, callers, reconciliations, recordings }: Options): string {
  const counts = [
    ["--callers", callers, CALLERS],
    ["--reconciliations", reconciliations, RECONCILIATIONS],
    ["--recordings", recordings, RECORDINGS],
  ] as const;
  const others = counts.filter(([, count, usual]) => count !== usual);
  return [
    "linekeeper start --seed",
    seed,
    ...others.map(([name, count]) => `${name} ${count}`),
  ].join(" ");
}

/** The story is over by now, so that the stack can go on in real time. */
async function boot(options: Options): Promise<DemoBank> {
  try {
    return await openDemoBank({
      port: options.port,
      startAt: options.story ? beginningBefore(Date.now()) : Date.now(),
      seed: options.seed,
      ...(options.story && { machineTimeouts: STORY_TIMEOUTS }),
    });
  } catch (error) {
    throw silentEndpoint(error as NodeJS.ErrnoException);
  }
}

/** DynamoDB is asked at once, for its tables; other services only when there is something for them. */
function silentEndpoint(error: NodeJS.ErrnoException): Error {
  const variable = endpointVariable("DYNAMODB");
  if (variable === undefined || !["ECONNREFUSED", "ENOTFOUND"].includes(error.code ?? "")) {
    return error;
  }
  return new RefusedError(
    `nothing answers at ${configuredEndpoint("DYNAMODB")}, which ${variable} puts in DynamoDB's place. Start it there, or unset the variable.`,
  );
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function wholeNumber(option: string, text: string, most: number, least = 0): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new RefusedError(
      `${option} must be a whole number from ${least} to ${most}, got ${text}`,
    );
  }
  return value;
}
