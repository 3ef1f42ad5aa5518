import type { Lease, Store } from "../store/contract.ts";
import { keepLocked, noStream, signOfLife } from "./lease.ts";
import type { Watched } from "./lease.ts";

export interface MarkedSync extends Omit<Watched, "stream"> {
  /** {@link lifeOf} the connection. */
  readonly life: number;
}

type Over = NonNullable<Lease["over"]>;

/**
 * Shows other engines at once which streams of a connection are synced: those that wait for their turn write nothing. There is one such mark, and a sync
 * leaves it to one that names streams which are not its own: whoever takes over from a tab that died goes by it. Its heartbeat moves until it is taken away
 * by what this resolves to. A mark that cannot be written harms nobody: the pulls themselves say what is wrong with the store.
 */
export async function markSync(sync: MarkedSync, over: Over): Promise<() => Promise<void>> {
  const { clock, owner, leaseMs } = sync;
  const since = signOfLife(clock);
  const done = new AbortController();
  // Before the mark: who finds it without its lock takes this tab for dead.
  const unlock = keepLocked({ ...sync, stream: noStream });
  const isOwn = (mark: Lease | undefined) => mark?.owner === owner && mark.since === since;
  const show = async (may: (mark: Lease | undefined) => boolean): Promise<void> => {
    if (may(await readMark(sync))) await writeMark(sync, { owner, heartbeat: signOfLife(clock), since, over });
  };
  await show((mark) => (mark?.over ?? []).every(([stream]) => over.some(([own]) => own === stream)));
  const beat = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await clock.sleep(leaseMs / 3, done.signal);
      await show((mark) => mark?.owner === "" || isOwn(mark));
    }
  };
  const beating = beat().catch(() => {});
  return async () => {
    done.abort();
    await beating;
    if (isOwn(await readMark(sync))) await writeMark(sync, { owner: "", heartbeat: since });
    await unlock();
  };
}

async function readMark({ store, connection }: MarkedSync): Promise<Lease | undefined> {
  return store.lease(connection, noStream).catch(() => undefined);
}

type Marked = Pick<MarkedSync, "connection" | "life"> & { readonly store: Pick<Store, "commit"> };

export async function writeMark({ store, connection, life }: Marked, mark: Omit<Lease, "token">): Promise<void> {
  const lease = { ...mark, token: life };
  await store.commit({ connection, stream: noStream, expect: { lease: { token: life } }, lease }).catch(() => {});
}
