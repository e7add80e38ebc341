import { type WholeFate, wholeFate } from "./default-fate.ts";
import type { CallFault, CallKind, DownloadFault, Fate } from "./fate.ts";

type Fault = CallFault | DownloadFault;

/** A fate on its way: what is still to go wrong. */
export class Course {
  readonly fate: WholeFate;
  readonly #faults: Readonly<Record<CallKind, { readonly fault: Fault; left: number }[]>>;

  constructor(fate: WholeFate) {
    const queue = (kind: CallKind) =>
      (fate.faults?.[kind] ?? []).map((fault) => ({ fault, left: fault.times ?? 1 }));
    this.fate = fate;
    this.#faults = {
      createJob: queue("createJob"),
      jobStatus: queue("jobStatus"),
      metadata: queue("metadata"),
      download: queue("download"),
    };
  }

  /** What is to go wrong with this call, counting it. */
  strike<K extends CallKind>(
    kind: K,
  ): (K extends "download" ? DownloadFault : CallFault) | undefined {
    const next = this.#faults[kind].find(({ left }) => left > 0);
    if (next === undefined) return undefined;
    next.left -= 1;
    return next.fault as K extends "download" ? DownloadFault : CallFault;
  }
}

/** Who has which fate: scripted by job or by call, else the default. */
export class Script {
  readonly #seed: number;
  readonly #fateOf: (callId: string) => Fate;
  readonly #scripted = new Map<string, Course>();
  readonly #standard = new Map<string, Course>();

  constructor(seed: number, fateOf: (callId: string) => Fate) {
    this.#seed = seed;
    this.#fateOf = fateOf;
  }

  /** @param id of a call, for all its jobs, or of one job, which wins */
  set(id: string, fate: Fate): void {
    this.#scripted.set(id, new Course(wholeFate(fate, this.#seed, id)));
  }

  course(callId: string, jobId?: string): Course {
    const scripted =
      (jobId !== undefined && this.#scripted.get(jobId)) || this.#scripted.get(callId);
    if (scripted) return scripted;
    const known = this.#standard.get(callId);
    if (known) return known;
    const course = new Course(wholeFate(this.#fateOf(callId), this.#seed, callId));
    this.#standard.set(callId, course);
    return course;
  }
}
