/** Requests at a time. */
const AT_ONCE = 8;

/** What comes of each, in their order, a few at a time. */
export async function inTurn<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = all.entries();
  const worker = async () => {
    for (const [i, one] of left) results[i] = await each(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
