import { expect, it } from "vitest";
import { FunctionLogs, type LogLine } from "./function-logs.ts";

it("keeps the newest lines of each function, and shows every line once", () => {
  let shown = 0;
  const logs = new FunctionLogs(() => {
    shown += 1;
  });
  const line = (functionName: string, text: string): LogLine => ({
    functionName,
    at: 0,
    source: "stdout",
    text,
  });
  logs.add(line("quiet", "kept"));
  for (let i = 0; i < 25_000; i += 1) logs.add(line("chatty", String(i)));
  expect(logs.of("chatty")).toHaveLength(10_000);
  expect(logs.of("chatty").at(-1)?.text).toBe("24999");
  expect(logs.all()).toHaveLength(10_001);
  expect(logs.of("nobody")).toEqual([]);
  expect(shown).toBe(25_001);
});
