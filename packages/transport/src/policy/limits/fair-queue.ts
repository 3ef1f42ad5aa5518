/** What decides who goes next. */
export interface Claim {
  readonly lane: string;
  readonly priority: number;
  /** Order of arrival; a call that is sent again keeps its first. */
  readonly order: number;
}

/** Turns in a row by which one who waits may be passed over for others of greater priority: whoever always finds one in front would never go. */
const mostPassedOver = 3;

/**
 * Takes turns: the greatest priority first, among equals the lane that has waited longest for its turn, within a lane who came first. While some of less
 * priority wait, every fourth turn is for whoever of them came first.
 */
export class FairQueue<T extends Claim> {
  /** Lanes in the order of their turns, each sorted. A lane in which nobody waits is forgotten. */
  readonly #lanes = new Map<string, T[]>();
  size = 0;
  /** The lane that had the last turn, here or because nobody waited. */
  last: string | undefined;
  /** Turns in a row that passed somebody over. */
  #passed = 0;

  add(claim: T): void {
    const lane = this.#lanes.get(claim.lane) ?? [];
    this.#lanes.set(claim.lane, lane);
    lane.splice(lane.findLastIndex((other) => !precedes(claim, other)) + 1, 0, claim);
    this.size += 1;
  }

  /** Who is next. Stays in the queue. */
  first(): T | undefined {
    const greatest = this.#greatest();
    if (greatest === undefined || this.#passed < mostPassedOver) return greatest;
    const behind = this.all().filter(({ priority }) => priority < greatest.priority);
    return behind.toSorted((a, b) => a.order - b.order)[0] ?? greatest;
  }

  #greatest(): T | undefined {
    let next: T | undefined;
    for (const [claim] of this.#lanes.values()) {
      const better = (claim?.priority ?? 0) - (next?.priority ?? 0);
      if (next === undefined || better > 0 || (better === 0 && next.lane === this.last)) next = claim;
    }
    return next;
  }

  /** Takes a claim out, whose lane goes behind the others when its turn has come. */
  remove(claim: T, turn?: "turn"): void {
    const lane = this.#lanes.get(claim.lane) ?? [];
    const index = lane.indexOf(claim);
    if (index < 0) return;
    lane.splice(index, 1);
    this.size -= 1;
    if (turn) this.last = claim.lane;
    else if (lane.length > 0) return;
    this.#lanes.delete(claim.lane);
    if (lane.length > 0) this.#lanes.set(claim.lane, lane);
    if (turn) this.#passed = this.#passes(claim) ? this.#passed + 1 : 0;
  }

  /** Whether a turn of the greatest priority is one before others who wait. */
  #passes({ priority }: T): boolean {
    const ahead = this.all().map((other) => priority - other.priority);
    return Math.min(...ahead) >= 0 && Math.max(...ahead) > 0;
  }

  /** Everybody, to be told something. */
  all(): readonly T[] {
    return [...this.#lanes.values()].flat();
  }
}

function precedes(a: Claim, b: Claim): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.order < b.order);
}
