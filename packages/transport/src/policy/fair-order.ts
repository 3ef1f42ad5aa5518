/** What decides who goes next. */
export interface Claim {
  readonly lane: string;
  readonly priority: number;
  /** Order of arrival; a call that is sent again keeps its first. */
  readonly order: number;
}

/** Takes turns: the greatest priority first, among equals the lane that has waited longest for its turn, within a lane who came first. */
export class FairOrder {
  readonly #turns = new Map<string, number>();
  #turn = 0;

  /** Takes the next claim out of the list. */
  take<T extends Claim>(claims: Set<T>): T | undefined {
    let next: T | undefined;
    for (const claim of claims) if (next === undefined || this.#precedes(claim, next)) next = claim;
    if (next === undefined) return undefined;
    claims.delete(next);
    this.went(next.lane);
    return next;
  }

  /** A call of this lane has had its turn. */
  went(lane: string): void {
    this.#turns.set(lane, (this.#turn += 1));
  }

  #precedes(a: Claim, b: Claim): boolean {
    if (a.priority !== b.priority) return a.priority > b.priority;
    const turns = this.#turnOf(a) - this.#turnOf(b);
    return turns === 0 ? a.order < b.order : turns < 0;
  }

  #turnOf({ lane }: Claim): number {
    return this.#turns.get(lane) ?? 0;
  }
}
