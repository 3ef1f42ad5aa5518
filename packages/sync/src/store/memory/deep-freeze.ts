/** Freezes a tree of plain data in place, however deep it is. */
export function deepFreeze<T>(tree: T): T {
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null || Object.isFrozen(node)) continue;
    Object.freeze(node);
    for (const value of Object.values(node)) pending.push(value);
  }
  return tree;
}
