import { expect, test } from "vitest";
import { sideBySide } from "./side-by-side.ts";

test("some at a time, begun in their order, and one that fails stops no other", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const errors = await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (item % 3 === 0) throw new Error(String(item));
  });
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
  expect(errors.map((error) => (error as Error).message)).toEqual(["3", "6"]);
});

test("items are asked for as there is room for them", async () => {
  let asked = 0;
  let done = 0;
  async function* items(): AsyncGenerator<number> {
    for (; asked < 20; asked += 1) {
      expect(asked - done).toBeLessThanOrEqual(2);
      yield asked;
    }
  }
  await sideBySide(items(), 2, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done += 1;
  });
  expect(done).toBe(20);
});
