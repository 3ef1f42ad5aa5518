import type { StreamContext } from "../stream-context.ts";

/**
 * Whether records of a stream are kept aside: asked once, as under one lease the run that asks is alone in adding any. A person may put some away
 * meanwhile; then they are looked for, and not found.
 */
export function keepsAside({ store, connection, contract }: StreamContext): () => Promise<boolean> {
  let asked: Promise<number> | undefined;
  return async () => (await (asked ??= store.quarantineCount(connection, contract.name))) > 0;
}
