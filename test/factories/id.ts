const KINDS = { contact: "c", event: "e", instance: "1", queue: "b", agent: "a" } as const;

let made = 0;

/** An id in Connect's form. They are counted, so that every run of a test file sees the same ones. */
export function anId(kind: keyof typeof KINDS = "contact"): string {
  made += 1;
  return `${KINDS[kind]}0000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
}
