import type { Store } from "../store/contract.ts";
import type { StatusTarget } from "./source.ts";

/** What the connector of an open connection says of names. */
export interface KnownStreams {
  /** Why there is no such stream, in the words in which an action on it is refused; nothing for each that the connector has, also one that does not run. */
  unknown(stream: string): string | undefined;
}

/**
 * Refuses a stream that the connector does not have, and of which nothing was ever stored: a misspelt name would pass for a stream of which nothing failed.
 * What an older connector's stream has left, receipts above all, stays readable. A connection that is not open refuses nothing: widgets mount before it.
 * @throws RangeError
 */
export function judgeKnown(
  subject: KnownStreams | undefined,
  { stream, checkpoint }: { readonly stream: string; readonly checkpoint: unknown },
): void {
  const why = checkpoint === undefined ? subject?.unknown(stream) : undefined;
  if (why !== undefined) throw new RangeError(why);
}

interface Looking {
  readonly store: Pick<Store, "checkpoint">;
  readonly subject: (connection: string) => KnownStreams | undefined;
}

/** {@link judgeKnown}, having looked at what is stored. Whatever is stored of a stream was stored with a checkpoint, which only an erasure takes away. */
export async function requireKnown({ store, subject }: Looking, { connection, stream }: StatusTarget): Promise<void> {
  const its = subject(connection);
  if (stream === undefined || its?.unknown(stream) === undefined) return;
  judgeKnown(its, { stream, checkpoint: await store.checkpoint(connection, stream) });
}
