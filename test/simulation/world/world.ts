import type { Chance } from "./chance.ts";

/** Something that happens at a moment. Work that takes turns of the event loop is awaited before anything else happens. */
export type Happening = () => void | Promise<void>;

/** Where a happening belongs to. A process that is dead or frozen has none. */
export interface Place {
  /** `undefined`: it happens now; a number: not before that moment; `never`: not at all. */
  heldUntil(now: number): number | "never" | undefined;
}

/** Everything that happens, one thing at a time, in an order that a seed decides. Time moves only from one happening to the next. */
export interface World {
  /** Milliseconds since the beginning. */
  now(): number;
  readonly chance: Chance;
  /** Lets something happen `ms` from now. Gives a way to call it off. */
  after(ms: number, happening: Happening, place?: Place): () => void;
  /** Happenings so far. */
  readonly count: number;
  /** Goes on until the promise settles, nothing is left to happen, or a limit is passed. */
  until(over: () => boolean, limits: Limits): Promise<"over" | "nothing left" | "too late" | "too much">;
}

export interface Limits {
  /** Moment, in milliseconds since the beginning. */
  readonly until: number;
  /** As many as may happen while one thing is waited for: what is long is no loop. */
  readonly happenings: number;
}

interface Planned {
  at: number;
  /** Decides between happenings of the same moment. */
  readonly order: number;
  readonly happening: Happening;
  readonly place: Place | undefined;
  cancelled: boolean;
}

export function createWorld(chance: Chance): World {
  const heap: Planned[] = [];
  let now = 0;
  let count = 0;
  const after: World["after"] = (ms, happening, place) => {
    const planned = { at: now + Math.max(0, ms), order: chance.next(), happening, place, cancelled: false };
    push(heap, planned);
    return () => {
      planned.cancelled = true;
    };
  };
  const step = async (planned: Planned): Promise<void> => {
    now = Math.max(now, planned.at);
    const held = planned.place?.heldUntil(now);
    if (held === "never") return;
    if (held !== undefined) {
      planned.at = held;
      push(heap, planned);
      return;
    }
    count += 1;
    await planned.happening();
    await loopAtRest();
  };
  return {
    now: () => now,
    chance,
    after,
    get count() {
      return count;
    },
    until: async (over, limits) => {
      await loopAtRest();
      const most = count + limits.happenings;
      while (!over()) {
        const next = pop(heap);
        if (next === undefined) return "nothing left";
        if (next.cancelled) continue;
        if (next.at > limits.until || count >= most) {
          push(heap, next);
          return next.at > limits.until ? "too late" : "too much";
        }
        await step(next);
      }
      return "over";
    },
  };
}

/** Microtasks have run when a turn of the loop has passed: nothing in here waits for anything slower. */
function loopAtRest(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: the earliest first. */
function push(heap: Planned[], planned: Planned): void {
  let at = heap.push(planned) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(planned, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = planned;
}

function pop(heap: Planned[]): Planned | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || first === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const a = heap[left];
    const b = heap[right];
    const [child, place] = b !== undefined && a !== undefined && isBefore(b, a) ? [b, right] : [a, left];
    if (child === undefined || !isBefore(child, last)) break;
    heap[at] = child;
    at = place;
  }
  heap[at] = last;
  return first;
}
