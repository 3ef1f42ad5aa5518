/** A stretch counts until those after it hold this many requests: fewer say too little. */
const memory = 30;
/** Stretches that differ by more than this share say different things. */
const surprise = 0.1;
const nothing = { requests: 0, ms: 0 };

/**
 * The rate that a vendor takes, found from stretches, each from one moment at which it began to take requests again to the next. A fall is believed once
 * it has lasted for longer than what it contradicts: until then somebody else may have come in between.
 */
export class FoundRate {
  /** Requests a millisecond; 0 until the first stretch. */
  perMs = 0;
  /** What it was found from. */
  found: Stretch = nothing;
  #stretches = 0;
  #doubted = nothing;

  /** Whether this rate is one that was found. */
  isNear(rate: number): boolean {
    return Math.abs(this.perMs / rate - 1) < surprise;
  }

  /** @param patience so much longer than what it contradicts a fall has to last */
  add(requests: number, ms: number, patience: number): void {
    const fell = requests / ms < (1 - surprise) * this.perMs;
    const doubted = fell ? together(this.#doubted, { requests, ms }) : nothing;
    const believed = fell && doubted.ms >= patience * this.found.ms;
    if (believed) this.found = doubted;
    else if (!fell) this.found = together(this.#recent(requests), { requests, ms });
    this.#doubted = believed ? nothing : doubted;
    this.#stretches += 1;
    this.perMs = this.found.requests / this.found.ms;
  }

  /** What still counts beside so many new requests. The first stretch began anywhere: it is forgotten with the second. */
  #recent(added: number): Stretch {
    const { requests, ms } = this.found;
    const kept = this.#stretches < 2 ? 0 : Math.min(1, Math.max(added, memory) / requests);
    return { requests: kept * requests, ms: kept * ms };
  }
}

interface Stretch {
  readonly requests: number;
  readonly ms: number;
}

function together(one: Stretch, other: Stretch): Stretch {
  return { requests: one.requests + other.requests, ms: one.ms + other.ms };
}
