import type { Json } from "@waybill/sync/connector";

/** One request, of any kind; preflights are not counted. */
export interface CallEntry {
  /** Counts from 1; `x-request-id` carries it. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The query as it was sent, with its `?`; `""` for none. */
  readonly query: string;
  /** `METHOD /path` as the document writes it; undefined where nothing lives. */
  readonly operation: string | undefined;
  readonly stream: string | undefined;
  /** The idempotency key that came with it, where the connector names the header. */
  readonly idempotencyKey: string | undefined;
  /** 0 when the connection broke before an answer. */
  readonly status: number;
  /** Did a whole success leave the house? False for errors, truncated and stalled bodies. */
  readonly delivered: boolean;
  /** Was it the answer to an earlier request with the same idempotency key? */
  readonly replayed: boolean;
  /** The faults that shaped the answer. */
  readonly fault?: string | undefined;
}

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

/** One write that took effect, whether or not its answer arrived. */
export interface Effect {
  /** Number of the request that caused it. */
  readonly number: number;
  readonly stream: string;
  readonly action: "create" | "update" | "delete";
  /** Values of the primary key, in order. */
  readonly key: readonly Json[];
}

/** What the emulator was asked, and what that did. */
export interface EmulatorStats {
  /** Requests of any kind, preflights apart. */
  readonly total: number;
  /** Every request, in the order in which they were answered. */
  readonly calls: readonly CallEntry[];
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
  #calls: CallEntry[] = [];
  readonly #requests = new Map<string, PageRequest[]>();
  #effects: Effect[] = [];
  readonly #grants = new Map<string, number>();
  readonly #onEffect: (effect: Effect) => void;

  /** `onEffect` is told of every effect once it is written down. */
  constructor(onEffect: (effect: Effect) => void = () => {}) {
    this.#onEffect = onEffect;
  }

  /** The number of a request that comes in now. */
  next(): number {
    this.#total++;
    return this.#total;
  }

  call(entry: CallEntry): void {
    this.#calls.push(entry);
  }

  page(stream: string, request: PageRequest): void {
    const pages = this.#requests.get(stream) ?? [];
    pages.push(request);
    this.#requests.set(stream, pages);
  }

  effect(effect: Effect): void {
    this.#effects.push(effect);
    this.#onEffect(effect);
  }

  grant(type: string): void {
    this.#grants.set(type, (this.#grants.get(type) ?? 0) + 1);
  }

  stats(): EmulatorStats {
    return {
      total: this.#total,
      calls: [...this.#calls],
      requests: Object.fromEntries([...this.#requests].map(([stream, pages]) => [stream, [...pages]])),
      effects: [...this.#effects],
      grants: Object.fromEntries(this.#grants),
    };
  }

  /** Begins the log anew; requests go on being counted. */
  clear(): void {
    this.#calls = [];
    this.#requests.clear();
    this.#effects = [];
    this.#grants.clear();
  }
}
