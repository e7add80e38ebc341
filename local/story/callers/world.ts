import type { Faults } from "../../aws/faults/faults.ts";
import type { LocalClock } from "../../clock/clock.ts";
import type { Random } from "../../random.ts";
import type { StoryLine } from "../line/story-line.ts";
import type { Witness } from "../witness.ts";
import type { Tally } from "./tally.ts";

/** Names of the deployed functions that the flows call. */
export interface FlowFunctions {
  readonly set: string;
  readonly clear: string;
  readonly cancel: string;
  readonly check: string;
  readonly asyncFunction: string;
}

/** What one caller's story has at hand. */
export interface World {
  readonly clock: LocalClock;
  /** The caller's own randomness, so that one caller's story does not depend on another's. */
  readonly random: Random;
  readonly line: StoryLine;
  readonly functions: FlowFunctions;
  readonly faults: Faults;
  readonly witness: Witness;
  readonly tally: Tally;
  /** The caller's number, E.164. */
  readonly number: string;
  /** Tells the person watching; plain words, no full number. */
  say(text: string): void;
}

/** One kind of caller. */
export interface CallerKind {
  readonly name: string;
  /** For people: what this caller does. */
  readonly title: string;
  /** How many of a hundred callers are of this kind. */
  readonly share: number;
  play(world: World): Promise<void>;
}

/** Waits a random time on the story's clock. */
export function pause(world: World, least: number, most: number): Promise<void> {
  return world.clock.sleep(world.random.between(least, most));
}
