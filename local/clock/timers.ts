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

  add(at: number, fire: () => void): Timer {
    const entry: Entry = { at, order: this.#order++, fire, cancelled: false };
    this.#push(entry);
    return {
      cancel: () => {
        entry.cancelled = true;
      },
    };
  }

  /** When the next timer is due, in epoch milliseconds; undefined when there is none. */
  next(): number | undefined {
    while (this.#heap[0]?.cancelled) this.#pop();
    return this.#heap[0]?.at;
  }

  /** Fires the next timer. */
  fire(): void {
    if (this.next() !== undefined) this.#pop()?.fire();
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
