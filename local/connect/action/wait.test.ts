import { expect, it } from "vitest";
import { Centre, MORNING, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";

it("does not wait on a telephone call, and says so", async () => {
  const flow = aFlow({
    wait: [
      "Wait",
      { TimeLimitSeconds: "5" },
      { "=WaitCompleted": "end", NoMatchingError: "end", next: "end" },
    ],
    end: HANG_UP,
  });
  const result = await new Centre().run(flow);
  expect(wayOf(result)[0]).toBe("wait: NoMatchingError");
  expect(result.contacts[0]?.disconnectedAt).toBe(MORNING);
  expect(result.trace.warnings[0]).toContain("does not wait on a telephone call");
});
