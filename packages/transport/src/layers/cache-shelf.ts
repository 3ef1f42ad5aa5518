import { alarm } from "../alarm.ts";
import type { Clock } from "../clock.ts";
import type { Fields } from "../policy/caching/freshness.ts";
import type { CachedResponse, CacheStore } from "../stores.ts";
import { Turns } from "../turns.ts";

/** What a {@link Shelf} is made of. */
export interface ShelfParts {
  readonly store: CacheStore;
  readonly clock: Clock;
  /** How long the store may take, in milliseconds. */
  readonly patienceMs: number;
  readonly maxVariants: number;
}

/** Leave to store what a request that began now will bring; void once something was sent that may have changed it. */
export interface Ticket {
  readonly key: string;
  isVoid: boolean;
}

/** A cache store that is never in the way: what it does not do, or not in time, or not right, counts as forgotten. */
export class Shelf {
  readonly #parts: ShelfParts;
  readonly #turns = new Turns();
  readonly #tickets = new Set<Ticket>();
  /** Keys that the store should have dropped and has not, with the time before which nothing of it is believed. */
  readonly #distrusted = new Map<string, number>();
  /** Operations that have not ended in time and may still. */
  #hanging = 0;

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  /** The stored variant for these request headers, and of what is being stored just now, too. */
  async find(key: string, headers: Fields): Promise<CachedResponse | undefined> {
    await this.#turns.latest(key);
    const variants = await this.#read(key);
    return variants.find((variant) => isFor(headers, variant));
  }

  ticket(key: string): Ticket {
    const ticket = { key, isVoid: false };
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Nothing will come of it. */
  giveBack(ticket: Ticket): void {
    this.#tickets.delete(ticket);
  }

  /** Stores a variant in the place of the one for the same request headers. */
  async put(ticket: Ticket, variant: CachedResponse): Promise<void> {
    await this.#edit(ticket, (others) => [variant, ...others].slice(0, this.#parts.maxVariants), variant);
  }

  /** Forgets one variant, because the vendor has said that it is no more. */
  async remove(ticket: Ticket, variant: CachedResponse): Promise<void> {
    await this.#edit(ticket, (others) => others, variant);
  }

  async #edit(
    ticket: Ticket,
    change: (others: readonly CachedResponse[]) => readonly CachedResponse[],
    variant: CachedResponse,
  ): Promise<void> {
    await this.#turns.run(ticket.key, async () => {
      if (!ticket.isVoid) {
        const others = (await this.#read(ticket.key)).filter((each) => !isSameVariant(each, variant));
        const next = change(others);
        await this.#patient((store) => (next.length === 0 ? store.delete(ticket.key) : store.set(ticket.key, next)));
      }
      this.giveBack(ticket);
    });
  }

  /** Forgets every variant, and what requests under way will bring: they may have been answered before the change. */
  async invalidate(key: string): Promise<void> {
    for (const ticket of this.#tickets) if (ticket.key === key) ticket.isVoid = true;
    const at = this.#parts.clock.now();
    this.#distrusted.set(key, at);
    await this.#turns.run(key, async () => {
      const done = await this.#patient(async (store) => {
        await store.delete(key);
        return true;
      });
      if (done && this.#distrusted.get(key) === at) this.#distrusted.delete(key);
    });
  }

  async #read(key: string): Promise<readonly CachedResponse[]> {
    const stored: unknown = await this.#patient((store) => store.get(key));
    const since = this.#distrusted.get(key) ?? -Infinity;
    return Array.isArray(stored) ? stored.filter(isCachedResponse).filter(({ storedAt }) => storedAt > since) : [];
  }

  /** Undefined for whatever the store does wrong. A store that hangs is left alone until it does not. */
  async #patient<T>(work: (store: CacheStore) => Promise<T>): Promise<T | undefined> {
    if (this.#hanging > 0) return undefined;
    const { store, clock, patienceMs } = this.#parts;
    return new Promise((resolve) => {
      let late = false;
      const off = alarm(clock, patienceMs, () => {
        late = true;
        this.#hanging += 1;
        resolve(undefined);
      });
      const end = (value?: T): void => {
        off();
        if (late) this.#hanging -= 1;
        resolve(value);
      };
      attempt(() => work(store)).then(end, () => end());
    });
  }
}

/** A store may throw instead of rejecting. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  return work();
}

function isFor(headers: Fields, { varying = [] }: CachedResponse): boolean {
  return varying.every(([name, value]) => fieldOf(headers, name) === value);
}

function isSameVariant({ varying: one = [] }: CachedResponse, { varying: other = [] }: CachedResponse): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The headers that an answer depends on, as this request has them. */
export function varyingOf(vary: string | null, headers: Fields): readonly (readonly [string, string])[] {
  const names = (vary ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  const distinct = [...new Set(names.filter((name) => name !== ""))].toSorted();
  return distinct.map((name) => [name, fieldOf(headers, name)] as const);
}

function fieldOf(headers: Fields, name: string): string {
  return Object.hasOwn(headers, name) ? (headers[name] ?? "") : "";
}

/** A store is outside: what it gives back may be of another version, or of somebody else. */
function isCachedResponse(value: unknown): value is CachedResponse {
  if (typeof value !== "object" || value === null) return false;
  const {
    format,
    url,
    status,
    headers,
    body,
    varying = [],
    storedAt,
  }: Readonly<Record<string, unknown>> = { ...value };
  return (
    format === 1 &&
    typeof url === "string" &&
    typeof status === "number" &&
    typeof storedAt === "number" &&
    body instanceof Uint8Array &&
    isPairs(headers) &&
    isPairs(varying)
  );
}

function isPairs(value: unknown): boolean {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
