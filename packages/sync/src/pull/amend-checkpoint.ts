import { untilCommitted } from "../until-committed.ts";
import { knownLife, lifeOf } from "../tabs/lease.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import { readableCheckpoint } from "./run/open-session.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Changes a checkpoint from outside a run (pause, resume, reconnect), without its lease: whoever works on the stream finds its next commit refused,
 * reads again and sees the change. Returns whether there was anything to change: not where the connection was erased since it was asked for. `life`:
 * {@link lifeOf} the connection then, by default as it is.
 * @throws FailureError `storage` when another version wrote it; it is left as it is.
 */
export async function amendCheckpoint(
  context: StreamContext,
  amend: (checkpoint: Checkpoint) => Checkpoint | undefined,
  life: Promise<number> = lifeOf(context.store, context.connection),
): Promise<boolean> {
  const { store, connection, contract } = context;
  const asked = await life;
  return untilCommitted(async () => {
    const since = await store.head();
    if ((await knownLife(store, connection)) !== asked) return false;
    const checkpoint = await readableCheckpoint(context);
    const amended = amend(checkpoint);
    if (amended === undefined) return false;
    const { version } = checkpoint;
    await store.commit({
      connection,
      stream: contract.name,
      expect: { checkpoint: version, since },
      checkpoint: { ...amended, version: version + 1 },
    });
    return true;
  });
}
