import type { Clock } from "../src/aws/clock.ts";
import { MORNING } from "./factories/time.ts";

/** A clock that stands still until a test moves it; to sleep is to move it. */
export class StillClock implements Clock {
  time: number;

  constructor(time: number = MORNING) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}
