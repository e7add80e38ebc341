import { rootsOf } from "./graph.ts";
import type { Observation } from "./test-case.ts";

/** How far an observation has come. */
export interface Stage {
  readonly observation: Observation;
  /** Events it took. */
  taken: number;
  /** Whether it waits for an event. */
  active: boolean;
}

/**
 * Which observations of a test wait, and which are over. At the start those wait that nobody points
 * to; when one has had its event, those it points to begin to wait. An event goes to one observation
 * only: of several that fit, the first in the file. (AWS does not say; a test whose outcome depends on
 * it is best rewritten.)
 */
export class Progress {
  readonly stages: readonly Stage[];
  readonly #byId: ReadonlyMap<string, Stage>;

  constructor(observations: readonly Observation[]) {
    const roots = new Set(rootsOf(observations));
    this.stages = observations.map((observation) => ({
      observation,
      taken: 0,
      active: roots.has(observation),
    }));
    this.#byId = new Map(this.stages.map((stage) => [stage.observation.id, stage]));
  }

  /** Gives an event to the first waiting observation that `fits`. */
  take(fits: (observation: Observation) => boolean): Observation | undefined {
    const stage = this.stages.find(({ active, observation }) => active && fits(observation));
    if (stage === undefined) return undefined;
    stage.taken += 1;
    const { type, times } = stage.observation.usage;
    if ((type === "Exactly" || type === "AtMost") && stage.taken >= times) stage.active = false;
    return stage.observation;
  }

  /** The observation's actions were done: its followers begin to wait. */
  followedBy({ id, next }: Observation): void {
    const stage = this.#byId.get(id);
    if (stage && stage.taken < stage.observation.usage.times) return;
    for (const follower of next) {
      const following = this.#byId.get(follower);
      // One that already had its event does not begin again: each is expected once.
      if (following && following.taken === 0) following.active = true;
    }
  }

  /** Those that still wait for an event they must have. */
  unmet(): readonly Observation[] {
    return this.stages
      .filter(({ active, taken, observation: { usage } }) => {
        const enough = usage.type === "Always" || usage.type === "AtMost" || taken >= usage.times;
        return active && !enough;
      })
      .map(({ observation }) => observation);
  }
}
