/** One page that was asked for. */
export interface PageRequest {
  /** Number of the request among all; counts from 1. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly path: string;
  /** The query as it was sent, with its `?`; `""` for none. */
  readonly query: string;
  /** The position as the request wrote it (a token, a page number, an offset, a key), `""` for the start; undefined when the request never got as far as a page. */
  readonly position: string | undefined;
  /** 0 when the connection broke before an answer. */
  readonly status: number;
  /** Records in the answer. */
  readonly records: number;
  /** Did the whole answer leave the house? False for errors, truncated and stalled bodies. */
  readonly delivered: boolean;
  readonly fault?: string | undefined;
}

/** One write that took effect. */
export interface Effect {
  readonly number: number;
  readonly stream: string;
  readonly action: "create" | "update" | "delete";
  readonly key: readonly unknown[];
}

/** What the emulator was asked, and what that did. */
export interface EmulatorStats {
  /** Requests of any kind, preflights apart. */
  readonly total: number;
  /** Page log of each stream, in order. */
  readonly requests: Readonly<Record<string, readonly PageRequest[]>>;
  /** Writes that took effect, in order: a repeated idempotency key adds none. */
  readonly effects: readonly Effect[];
  /** Calls of the token endpoint, by grant type. */
  readonly grants: Readonly<Record<string, number>>;
}

/** Takes down what happens. */
export class Logbook {
  #total = 0;
  readonly #requests = new Map<string, PageRequest[]>();
  readonly #effects: Effect[] = [];
  readonly #grants = new Map<string, number>();

  /** The number of a request that comes in now. */
  next(): number {
    this.#total++;
    return this.#total;
  }

  page(stream: string, request: PageRequest): void {
    const pages = this.#requests.get(stream) ?? [];
    pages.push(request);
    this.#requests.set(stream, pages);
  }

  effect(effect: Effect): void {
    this.#effects.push(effect);
  }

  grant(type: string): void {
    this.#grants.set(type, (this.#grants.get(type) ?? 0) + 1);
  }

  stats(): EmulatorStats {
    return {
      total: this.#total,
      requests: Object.fromEntries([...this.#requests].map(([stream, pages]) => [stream, [...pages]])),
      effects: [...this.#effects],
      grants: Object.fromEntries(this.#grants),
    };
  }
}
