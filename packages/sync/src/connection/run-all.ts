/** Works through a list, at most `width` at a time, in order of beginning; results in the order of the list. Ends early when `stop` says so. */
export async function runAll<T, R>(
  items: readonly T[],
  options: { readonly width: number; readonly stop: () => boolean },
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (options.stop()) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.width, items.length) }, worker));
  return results.filter((_, index) => index in results);
}
