/** The first place in an ascending list whose text is not less than this one; the length of the list where all are. */
export function firstFrom(ascending: readonly string[], text: string): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
