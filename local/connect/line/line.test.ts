import { describe, expect, it } from "vitest";
import { Interruption } from "../flow/interruption.ts";
import { Line, NoSuchKeyError, type PressedKey } from "./line.ts";

function aLine() {
  const pressed: PressedKey[] = [];
  const call = new Interruption();
  return { line: new Line(call, (key) => pressed.push(key)), call, pressed };
}

describe("a line", () => {
  it("takes keys one by one; without a listener they are lost", () => {
    const { line, pressed } = aLine();
    const stop = line.listen(() => {});
    line.press("1*");
    stop();
    line.press("#");
    expect(pressed.map(({ key, fate }) => `${key} ${fate}`)).toEqual([
      "1 taken",
      "* taken",
      "# lost",
    ]);
  });

  it.each(["A", "1 2", "+64", "1,2"])("has no key %s, and presses none of them", (keys) => {
    const { line, pressed } = aLine();
    expect(() => line.press(keys)).toThrow(NoSuchKeyError);
    expect(pressed).toEqual([]);
  });

  it("is dead after hanging up: the call is interrupted once, keys do nothing", () => {
    const { line, call, pressed } = aLine();
    line.hangUp();
    line.hangUp();
    line.press("1");
    expect(line.open).toBe(false);
    expect(call.reason).toMatchObject({ by: "hang-up" });
    expect(pressed).toEqual([]);
  });

  it("hung up by the other side does not look like a customer who hung up", () => {
    const { line, call } = aLine();
    line.close();
    line.hangUp();
    expect(call.reason).toBeUndefined();
  });
});
