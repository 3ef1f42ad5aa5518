import { systemClock } from "../clock.ts";
import type { Clock } from "../clock.ts";
import { inLockedTurn } from "../locked-turn.ts";
import { learned, lessened, renewed } from "../policy/limits/limit-state.ts";
import type { LimitState, LimitStore, Lock } from "../stores.ts";
import { Turns } from "../turns.ts";

/** Milliseconds until somebody who waits looks again when no time is known: nobody has told of the window yet, or a store names none to come. */
export const askAgainMs = 250;

/** Where the state of buckets is kept, by name. Guarantee: `read` sees the last completed `write` of everybody who shares the rows. */
export interface LimitRows {
  read(bucket: string): Promise<LimitState | undefined>;
  write(bucket: string, state: LimitState): Promise<void>;
}

/** What a {@link LimitStore} is made of. */
export interface LimitStoreParts {
  readonly rows: LimitRows;
  /** Makes `take` atomic. It has to reach as far as the rows do: whoever writes them without it lets the limit be exceeded. */
  readonly lock: Lock;
  /** Default {@link systemClock}. */
  readonly clock?: Pick<Clock, "now"> | undefined;
}

/** Shares limits among all who share the rows. Each question and each answer is one turn under the lock. */
export function limitStore({ rows, lock, clock = systemClock }: LimitStoreParts): LimitStore {
  const current = async (bucket: string): Promise<LimitState> => renewed(await rows.read(bucket), clock.now());
  const hold = inLockedTurn(new Turns(), lock);
  const turn = <T>(bucket: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    hold(`waybill limit ${bucket}`, work, signal);
  return {
    read: (bucket) => rows.read(bucket),
    learn: (bucket, told) => turn(bucket, async () => rows.write(bucket, learned(await current(bucket), told))),
    take: (bucket, cost, signal) =>
      turn(
        bucket,
        async () => {
          const known = await current(bucket);
          const rest = lessened(known, cost, clock.now());
          if (rest === undefined) return { granted: false, retryAt: retryAt(known, clock.now()) };
          signal?.throwIfAborted();
          await rows.write(bucket, rest);
          // Who has left in the meantime spends nothing: still within this turn it is put back.
          if (signal?.aborted) await rows.write(bucket, known);
          return { granted: true };
        },
        signal,
      ),
  };
}

/** Of a window that no answer has told of yet, one will soon. */
function retryAt({ resetAt, untold, since = 0 }: LimitState, now: number): number {
  if (since > now) return since;
  return untold ? Math.min(resetAt, now + askAgainMs) : resetAt;
}

/** Shares limits between the transports of one process. `clock`: default {@link systemClock}. */
export function memoryLimitStore(clock: Pick<Clock, "now"> = systemClock): LimitStore {
  const states = new Map<string, LimitState>();
  const rows: LimitRows = {
    read: async (bucket) => states.get(bucket),
    write: async (bucket, state) => void states.set(bucket, state),
  };
  // Its own turns are enough: nobody else has the rows.
  return limitStore({ rows, lock: { hold: (_name, run) => run() }, clock });
}
