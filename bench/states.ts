import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { table } from "../cli/terminal/table.ts";
import { LocalClock } from "../local/clock/clock.ts";
import { StatesEngine } from "../local/states/engine.ts";
import { readMachine } from "../local/states/machine.ts";

const EXECUTIONS = 100_000;
const REPORT_EVERY = 20_000;

/** Ten Pass and Choice states, half of them with an expression to evaluate. */
function tenStates(): object {
  const states: Record<string, object> = {};
  for (let i = 0; i < 10; i += 2) {
    states[`Count${i}`] = {
      Type: "Pass",
      Assign: { count: `{% $states.input.count + ${i} %}` },
      Output: { count: "{% $states.input.count + 1 %}" },
      Next: `Choose${i + 1}`,
    };
    states[`Choose${i + 1}`] = {
      Type: "Choice",
      Choices: [{ Condition: "{% $count > 1000 %}", Next: "Done" }],
      Default: i < 8 ? `Count${i + 2}` : "Done",
    };
  }
  return {
    QueryLanguage: "JSONata",
    StartAt: "Count0",
    States: { ...states, Done: { Type: "Succeed" } },
  };
}

/** What is left of memory is what is held, not what nobody has collected yet. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

/** How many executions a second does the engine do, and does its memory stay flat? */
export async function states(): Promise<string> {
  const clock = new LocalClock(Date.UTC(2026, 0, 5, 8));
  const refused = () => Promise.reject(new Error("this machine calls nothing"));
  const engine = new StatesEngine({
    clock,
    region: "us-east-1",
    account: "000000000000",
    integrations: { invokeLambda: refused, call: refused },
  });
  const machine = engine.register("ten-states", readMachine(tenStates()), "STANDARD");
  const rows: string[][] = [];
  await clock.drive(async () => {
    let began = performance.now();
    for (let done = 1; done <= EXECUTIONS; done += 1) {
      const execution = engine.start(machine, `execution-${done}`, { count: 0 });
      await clock.waiting(execution.ended());
      if (execution.status !== "SUCCEEDED") throw new Error(`it ended ${execution.status}`);
      if (done % REPORT_EVERY !== 0) continue;
      const perSecond = REPORT_EVERY / ((performance.now() - began) / 1000);
      collect();
      const { heapUsed } = process.memoryUsage();
      rows.push([String(done), perSecond.toFixed(0), (heapUsed / 1e6).toFixed(0)]);
      began = performance.now();
    }
  });
  return table(["executions", "a second", "heap MB"], rows);
}
