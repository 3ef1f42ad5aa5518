import type { Lease, Store } from "../store/contract.ts";
import { keepLocked } from "./lease-lock.ts";
import { isFresh, signOfLife } from "./lease.ts";
import type { LeaseOptions } from "./lease.ts";
import { linkedSignal } from "./linked-signal.ts";
import { noStream } from "./no-stream.ts";

export interface MarkedSync extends Pick<
  LeaseOptions,
  "store" | "clock" | "connection" | "owner" | "leaseMs" | "lock"
> {
  /** {@link lifeOf} the connection. */
  readonly life: number;
  /** Ends the heartbeat of a sync that is told to end, whenever it does. */
  readonly signal?: AbortSignal | undefined;
}

type Over = NonNullable<Lease["over"]>;

/**
 * Shows other engines at once which streams of a connection are synced: those that wait for their turn write nothing. There is one such mark, of the sync
 * that names most: whoever takes over from a tab that died goes by it, and a sync that goes on takes the place of one that ended or died. Its heartbeat moves
 * until it is taken away by what this resolves to. A mark that cannot be written harms nobody: the pulls themselves say what is wrong with the store.
 */
export async function markSync(sync: MarkedSync, over: Over): Promise<() => Promise<void>> {
  const { store, connection, clock, owner, leaseMs } = sync;
  const since = signOfLife(clock);
  const done = linkedSignal(sync.signal);
  // Before the mark: who finds it without its lock takes this tab for dead.
  const unlock = keepLocked({ ...sync, stream: noStream });
  const isOwn = (mark: Lease | undefined) =>
    mark?.owner === owner && mark.since === since && String(mark.over) === String(over);
  const isGreater = (mark?: Lease) => names(over, mark?.over) && !names(mark?.over, over);
  const show = async (may: (mark: Lease | undefined) => boolean): Promise<void> => {
    const read = await readMark(sync);
    if (read !== undefined && !done.signal.aborted && may(read.mark))
      await writeMark(sync, { owner, heartbeat: signOfLife(clock), since, over });
  };
  let shown = show(isGreater);
  const unsubscribe = store.subscribe((event) => {
    if (event.connection === connection && event.stream === noStream) shown = shown.then(() => show(isGreater));
  });
  await shown;
  const beat = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await clock.sleep(leaseMs / 3, done.signal);
      // One of the same streams may have died.
      await show((mark) => isOwn(mark) || (names(over, mark?.over) && (mark === undefined || !isFresh(mark, sync))));
    }
  };
  const beating = beat().catch(() => {});
  return async () => {
    done.unlink();
    done.abort();
    unsubscribe();
    await Promise.all([beating, shown]);
    if (isOwn((await readMark(sync))?.mark)) await writeMark(sync, { owner: "", heartbeat: since });
    await unlock();
  };
}

/** Whether a sync is of all streams of another one, asked for no earlier. */
function names(one: Over = [], other: Over = []): boolean {
  const own = new Map(one);
  return other.every(([stream, cancelled]) => cancelled <= (own.get(stream) ?? -1));
}

/** Nothing where it cannot be read: what may stand there is left, and whoever writes hears of that and would write again. */
async function readMark({ store, connection }: MarkedSync): Promise<{ readonly mark: Lease | undefined } | undefined> {
  return store.lease(connection, noStream).then(
    (mark) => ({ mark }),
    () => undefined,
  );
}

type Marked = Pick<MarkedSync, "connection" | "life"> & { readonly store: Pick<Store, "commit"> };

export async function writeMark({ store, connection, life }: Marked, mark: Omit<Lease, "token">): Promise<void> {
  const lease = { ...mark, token: life };
  await store.commit({ connection, stream: noStream, expect: { lease: { token: life } }, lease }).catch(() => {});
}
