import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callCommand } from "../../cli/call/call.ts";
import type { Terminal } from "../../cli/call/terminal.ts";
import type { LocalClock } from "../../local/clock/clock.ts";

const CARD = "4111111111111111";
let printed = "";

beforeEach(() => {
  printed = "";
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe("linekeeper call, by a person", () => {
  /** Somebody at a terminal, who has all the time in the world. */
  class Person implements Terminal {
    readonly isInteractive = true;
    readonly columns = 100;
    clock: LocalClock | undefined;
    #type: (key: string) => void = () => {};
    readonly #isConnected: Promise<void>;
    #connected = () => {};
    #quits = () => {};

    constructor() {
      this.#isConnected = new Promise((resolve) => {
        this.#connected = resolve;
      });
    }

    write(text: string): void {
      printed += text;
    }

    onKey(listener: (key: string) => void): () => void {
      this.#type = listener;
      return () => {
        this.#type = () => {};
      };
    }

    pace(clock: LocalClock) {
      this.clock = clock;
      return {
        run: () => {
          this.#connected();
          return new Promise<void>((resolve) => (this.#quits = resolve));
        },
        skip: (milliseconds: number) => clock.advance(milliseconds),
        stop: () => this.#quits(),
      };
    }

    /** Types keys, each after so many seconds. @returns what is on the screen since */
    async types(keys: string, everySeconds: number): Promise<string> {
      await this.#isConnected;
      const before = printed.length;
      for (const key of keys) {
        await this.waits(everySeconds);
        this.#type(key);
      }
      await this.waits(1);
      return printed.slice(before);
    }

    /** Types a key, and waits for nothing. */
    hits(key: string): void {
      this.#type(key);
    }

    waits(seconds: number): Promise<void> {
      return this.clock?.advance(1000 * seconds) ?? Promise.resolve();
    }
  }

  it("is cut off, goes on, misses a callback, asks for another one and answers it", async () => {
    const person = new Person();
    const command = callCommand({ terminal: person, pace: (clock) => person.pace(clock) });
    const done = command.parseAsync([], { from: "user" });

    const menu = await person.types("11", 12);
    expect(menu).toContain("To make a payment, press 1.");
    expect(menu).toContain("Please enter the 16 digits");
    const card = await person.types(CARD, 0.3);
    expect(card).toContain("•".repeat(16));
    expect(await person.types("h", 1)).toContain("the caller hangs up");

    expect(await person.types("t", 1)).toContain("Two minutes later.");
    const again = await person.types("a1", 12);
    expect(again).toContain("you were cut off while you were making a payment");
    expect(again).toContain("in which your card expires");

    await person.types("h", 1);
    const queue = await person.types("a", 1);
    expect(queue).toContain("calls the demo bank");
    await person.types("20", 12);
    expect(await person.types("1", 40)).toContain("a callback is in the queue");
    await person.waits(10);
    expect(await person.types("g", 1)).toContain("The telephone rings.");
    await person.waits(90);
    expect(printed).toContain("Nobody answers.");

    await person.types("a0", 14);
    expect(await person.types("1", 40)).toContain("a callback is in the queue");
    await person.waits(10);
    expect(await person.types("g", 1)).toContain("The telephone rings.");
    const answered = await person.types("\r", 2);
    expect(answered).toMatch(/The bank calls back\n[\s\S]*You asked us to call you back/);
    await person.waits(8);
    expect(printed).toContain("ana, an agent, answers");
    await person.types("\u0003", 1);
    await person.types("q", 1);
    await done;
    expect(process.exitCode).toBeUndefined();
    expect(printed).not.toContain("4111");
  });

  it("quits in the middle of a call, and the bank has heard of it by then", async () => {
    const written: unknown[] = [];
    const see = (text: unknown) => {
      written.push(text);
      return true;
    };
    vi.spyOn(process.stdout, "write").mockImplementation(see);
    vi.spyOn(process.stderr, "write").mockImplementation(see);
    for (const method of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, method).mockImplementation(see);
    }
    const person = new Person();
    const command = callCommand({ terminal: person, pace: (clock) => person.pace(clock) });
    const done = command.parseAsync([], { from: "user" });
    await person.types("3", 12);
    person.hits("q");
    await done;
    expect(printed).toMatch(/the caller hangs up\n$/);
    // What was still going on would have come to its end by now, without the bank.
    await person.waits(0);
    expect(written).toEqual([]);
  });

  it("may leave before the line is open, by Ctrl-D too", async () => {
    const person = new Person();
    const command = callCommand({ terminal: person, pace: (clock) => person.pace(clock) });
    const done = command.parseAsync([], { from: "user" });
    person.hits("1");
    person.hits("\u0004");
    await done;
    expect(printed).toContain("q        quit");
    expect(printed).not.toContain("calls the demo bank");
  });
});
