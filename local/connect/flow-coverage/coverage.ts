import type { FlowResource } from "../instance/resources.ts";
import { type Branch, branchesOf } from "./branches.ts";

/** How much of a flow was taken. */
export interface FlowCoverage {
  /** The flow's file, without `.json`. */
  readonly flow: string;
  readonly branches: number;
  readonly taken: number;
  readonly missing: readonly Branch[];
}

/** Which branches of which flows calls have taken. */
export class Coverage {
  readonly #flows: readonly (readonly [flow: string, branches: readonly Branch[]])[];
  readonly #taken = new Set<string>();

  constructor({ flows }: { readonly flows: ReadonlyMap<string, FlowResource> }) {
    this.#flows = [...flows].map(([name, { flow }]) => [name, branchesOf(flow)]);
  }

  /** @param branch as the simulator's trace names it */
  took(flow: string, action: string, branch: string): void {
    this.#taken.add(keyOf(flow, { action, branch }));
  }

  /** Flow by flow, those with the most branches first. */
  get flows(): readonly FlowCoverage[] {
    return this.#flows
      .map(([flow, branches]) => {
        const missing = branches.filter((branch) => !this.#taken.has(keyOf(flow, branch)));
        const taken = branches.length - missing.length;
        return { flow, branches: branches.length, taken, missing };
      })
      .sort((a, b) => b.branches - a.branches);
  }

  get total(): Pick<FlowCoverage, "branches" | "taken"> {
    const flows = this.flows;
    return {
      branches: flows.reduce((sum, { branches }) => sum + branches, 0),
      taken: flows.reduce((sum, { taken }) => sum + taken, 0),
    };
  }
}

/** Rounded down: 100 is all of them. */
export function percent({ branches, taken }: Pick<FlowCoverage, "branches" | "taken">): number {
  return branches === 0 ? 100 : Math.floor((1000 * taken) / branches) / 10;
}

function keyOf(flow: string, { action, branch }: Branch): string {
  return JSON.stringify([flow, action, branch]);
}
