/** Which records were deleted before the first request, evenly spread: computed, never listed. */
export interface Tombstones {
  has(n: number): boolean;
  /** How many records below `n` are not deleted. */
  livingBelow(n: number): number;
  /** Number of the living record at `place` among the living. */
  living(place: number): number;
}

/** Of `total` records, `buried` are deleted: the last of each of as many equal stretches. */
export function tombstones(total: number, buried: number): Tombstones {
  if (buried === 0) return { has: () => false, livingBelow: (n) => n, living: (place) => place };
  const gap = Math.floor(total / buried);
  return {
    has: (n) => n < total && n % gap === gap - 1 && Math.floor(n / gap) < buried,
    livingBelow: (n) => n - Math.min(buried, Math.floor(n / gap)),
    living: (place) => place + Math.min(buried, Math.floor(place / (gap - 1))),
  };
}
