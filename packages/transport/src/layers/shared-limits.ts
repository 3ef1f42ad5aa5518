import type { Call } from "../call/call.ts";
import type { Clock } from "../clock.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { LimitReader } from "../policy/limits/limit-reader.ts";
import type { LimitWindow } from "../policy/limits/limit-window.ts";
import { retryAfter } from "../policy/retry-after.ts";
import type { LimitShare } from "../policy/limits/throttle-options.ts";
import type { LimitState, LimitStore } from "../stores.ts";
import { askAgainMs } from "./limit-store.ts";
import { spentLimit, uselessWait } from "./spent-limit.ts";

export { limitStore, memoryLimitStore } from "./limit-store.ts";
export type { LimitRows, LimitStoreParts } from "./limit-store.ts";
export type { LimitState, LimitStore } from "../stores.ts";

/** Where limits are shared, and under which name. */
export interface SharedLimitsOptions {
  /** What all share: {@link memoryLimitStore} within a process, {@link limitStore} of rows beyond it. */
  readonly store: LimitStore;
  /** Names the bucket of an origin; whoever gives the same name shares. Put an account into it where limits are counted by account. Default: the origin. */
  readonly bucket?: ((origin: string) => string) | undefined;
}

/** For `throttle.share`: what the vendor leaves is known to, and used once by, all tabs and processes with one store. */
export function sharedLimits({ store, bucket = (origin) => origin }: SharedLimitsOptions): LimitShare {
  return (clock, { maxWaitMs }) => {
    const readers = new Map<string, LimitReader>();
    return async (request, call, next) => {
      const name = bucket(call.origin);
      const { signal } = request.scope;
      await permitted(() => store.take(name, call.context.cost ?? 1, signal), maxWaitMs, request, call);
      const askedAt = clock.now();
      const response = await next(request, call);
      const reader = readers.get(name) ?? new LimitReader();
      readers.set(name, reader);
      const state = stateOf(response, reader, clock);
      if (state) void tell(store, name, { ...state, askedAt, toldAt: clock.now() });
      return response;
    };
  };
}

/** An answer that came waits for no store and is lost to none. Whatever is taken after this is taken after it: a store works in turns. */
async function tell(store: LimitStore, name: string, state: LimitState): Promise<void> {
  try {
    await store.learn(name, state);
  } catch {
    // The next answer tells it again.
  }
}

/** Takes what the call costs, as often as it takes until it is granted. Rejects at once when the wait is known to be useless. */
async function permitted(
  take: () => ReturnType<LimitStore["take"]>,
  maxWaitMs: number,
  { scope }: Outgoing,
  call: Call,
): Promise<void> {
  for (;;) {
    // Raced: a tab that sleeps while it holds the lock of the store keeps no call from its end.
    const { granted, retryAt = 0 } = await scope.race(take());
    if (granted) return;
    const left = retryAt - call.clock.now();
    const ms = left > 0 ? left : askAgainMs;
    const useless = uselessWait(ms, maxWaitMs, call);
    if (useless) throw spentLimit(ms, useless, call);
    await scope.race(call.wait("throttle", ms, scope.signal));
  }
}

/** The narrowest window of an answer. A refusal that names a time leaves nothing until then. */
function stateOf({ status, headers }: Response, reader: LimitReader, clock: Clock): LimitState | undefined {
  const now = clock.now();
  const refused = status === 429 || status === 503 || status === 403;
  const pause = refused ? retryAfter(headers, now) : undefined;
  if (pause !== undefined) return { remaining: 0, resetAt: now + pause };
  const windows = reader.read(headers, clock, refused).filter(({ resetMs }) => resetMs !== undefined);
  const [narrowest] = windows.toSorted((a, b) => share(a) - share(b));
  if (narrowest?.resetMs === undefined) return undefined;
  const { remaining, resetMs, limit } = narrowest;
  return { remaining, resetAt: now + resetMs, limit };
}

/** Calls for each millisecond that is left. */
function share({ remaining, resetMs = 0 }: LimitWindow): number {
  return remaining / Math.max(1, resetMs);
}
