import { openStates } from "../push/mutation.ts";
import type { Store } from "./contract.ts";
import { remind } from "./reminder.ts";
import type { LossOptions } from "./reminder.ts";

/** Beyond so many, changes are not counted one by one. */
const mostCounted = 10_000;

interface UnsentCounter {
  count(connection: string): void;
  /** Of a connection that is gone: what is being counted of it is not remembered. */
  drop(connection: string): void;
}

/** Reminds of how many changes of a connection are open. However often it is asked to while it counts, it counts once more. */
export function unsentCounter(store: Store, options: LossOptions): UnsentCounter {
  const due = new Set<string>();
  let current: string | undefined;
  let isCounting = false;

  async function countDue(): Promise<void> {
    if (isCounting) return;
    isCounting = true;
    // What becomes due meanwhile is met in the same loop.
    for (const connection of due) {
      due.delete(connection);
      current = connection;
      const open = await openChanges(store, connection);
      if (open === undefined || current === undefined) continue;
      remind(options, (now) => ({ ...now, unsent: { ...now.unsent, [connection]: open } }));
    }
    isCounting = false;
  }

  return {
    count(connection) {
      due.add(connection);
      void countDue();
    },
    drop(connection) {
      due.delete(connection);
      if (current === connection) current = undefined;
    },
  };
}

/** `undefined`: they cannot be read, and the last number stands. */
async function openChanges(store: Store, connection: string): Promise<number | undefined> {
  const open = await store.mutations(connection, { states: openStates, limit: mostCounted }).catch(() => undefined);
  return open?.length;
}
