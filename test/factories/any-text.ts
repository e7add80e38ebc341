import fc from "fast-check";

/**
 * Texts of any code points, halves of surrogate pairs among them. (fast-check's own unit `binary`
 * builds a table of a million entries first, which takes seconds.)
 */
export function anyText(maxLength: number = 10): fc.Arbitrary<string> {
  const code = fc.oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x10ffff }),
  );
  return fc.array(code, { maxLength }).map((codes) => String.fromCodePoint(...codes));
}
