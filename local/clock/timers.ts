/** A timer that has not fired yet. */
export interface Timer {
  cancel(): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/** Timers by due time; those due at the same instant fire in the order in which they were set. */
export class Timers {
  #heap: Entry[] = [];
  #order = 0;
  #cancelled = 0;

  add(at: number, fire: () => void): Timer {
    const entry: Entry = { at, order: this.#order++, fire, cancelled: false };
    this.#push(entry);
    return {
      cancel: () => {
        if (entry.cancelled) return;
        entry.cancelled = true;
        this.#cancelled += 1;
        this.#forgetCancelled();
      },
    };
  }

  /** When the next timer is due, in epoch milliseconds; undefined when there is none. */
  next(): number | undefined {
    while (this.#heap[0]?.cancelled) {
      this.#pop();
      this.#cancelled -= 1;
    }
    return this.#heap[0]?.at;
  }

  /** Fires the next timer. */
  fire(): void {
    if (this.next() === undefined) return;
    const entry = this.#pop();
    if (entry === undefined) return;
    // It is out of the heap: cancelling it now must not count as an entry that could be dropped.
    entry.cancelled = true;
    entry.fire();
  }

  /** Every execution sets a timeout and cancels it; without this they would all stay until due. */
  #forgetCancelled(): void {
    if (this.#cancelled < 1_000 || this.#cancelled < this.#heap.length / 2) return;
    const kept = this.#heap.filter((entry) => !entry.cancelled);
    this.#heap = [];
    this.#cancelled = 0;
    for (const entry of kept) this.#push(entry);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let child = heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = heap[parent] as Entry;
      if (before(above, entry)) break;
      heap[child] = above;
      child = parent;
    }
    heap[child] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && before(right, heap[child] as Entry)) child += 1;
      if (before(last, heap[child] as Entry)) break;
      heap[parent] = heap[child] as Entry;
      parent = child;
    }
    heap[parent] = last;
    return top;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
