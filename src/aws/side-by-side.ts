/**
 * Works on the items in their order, some at a time. One that fails does not stop the others.
 * @returns what the failed ones threw
 */
export async function sideBySide<T>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<unknown[]> {
  const source = Symbol.asyncIterator in items ? items : asynchronous(items);
  const iterator = source[Symbol.asyncIterator]();
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      try {
        await work(next.value);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return errors;
}

async function* asynchronous<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
