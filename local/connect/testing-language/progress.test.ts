import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Progress } from "./progress.ts";
import type { Observation, Usage } from "./test-case.ts";

function observation(id: string, next: readonly string[] = [], usage: Partial<Usage> = {}) {
  const event = { type: "TestInitiated" } as const;
  return {
    id,
    pointer: "",
    event,
    usage: { type: "Exactly", times: 1, ...usage },
    actions: [],
    next,
  } as Observation;
}

function take(progress: Progress, ...ids: readonly string[]): string | undefined {
  const taken = progress.take(({ id }) => ids.includes(id));
  if (taken) progress.followedBy(taken);
  return taken?.id;
}

describe("observations", () => {
  it("wait one after the other, several beginnings at once", () => {
    const progress = new Progress([
      observation("a", ["b"]),
      observation("b"),
      observation("other"),
    ]);
    expect(take(progress, "b")).toBeUndefined();
    expect(take(progress, "other")).toBe("other");
    expect(take(progress, "a")).toBe("a");
    expect(take(progress, "a")).toBeUndefined();
    expect(progress.unmet().map(({ id }) => id)).toEqual(["b"]);
    expect(take(progress, "b")).toBe("b");
    expect(progress.unmet()).toEqual([]);
  });

  it("share an event by their order in the file", () => {
    const progress = new Progress([observation("a"), observation("b")]);
    expect(take(progress, "a", "b")).toBe("a");
    expect(take(progress, "a", "b")).toBe("b");
  });

  it("expected more than once go on waiting, and let the next begin after the last", () => {
    const progress = new Progress([observation("a", ["b"], { times: 2 }), observation("b")]);
    take(progress, "a");
    expect(progress.unmet().map(({ id }) => id)).toEqual(["a"]);
    expect(take(progress, "b")).toBeUndefined();
    take(progress, "a");
    expect(take(progress, "b")).toBe("b");
  });

  it("that may come are not missed", () => {
    const progress = new Progress([
      observation("some", [], { type: "AtMost", times: 2 }),
      observation("any", [], { type: "Always" }),
    ]);
    expect(progress.unmet()).toEqual([]);
  });
});

it("whatever events come, none begins before one that points to it, and none is taken twice", () => {
  const chain = ["a", "b", "c", "d"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...chain), { maxLength: 20 }), (events) => {
      const progress = new Progress(
        chain.map((id, index) => observation(id, chain.slice(index + 1, index + 2))),
      );
      const taken = events.flatMap((event) => take(progress, event) ?? []);
      expect(taken).toEqual(chain.slice(0, taken.length));
    }),
  );
});
