import type { Lock } from "./stores.ts";
import type { Turns } from "./turns.ts";

/** What keeps work from being done twice at once: the turns of this process, and the lock that reaches beyond it. */
export interface LockedTurn {
  readonly turns: Turns;
  readonly lock: Lock;
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does one work of a name at a time. A browser refuses locks to a page together with all storage that its tabs could share: there the turns of the page are
 * enough.
 */
export function inLockedTurn<T>({ turns, lock, name, signal }: LockedTurn, work: () => Promise<T>): Promise<T> {
  return turns.run(name, async () => {
    let isHeld = false;
    const held = () => {
      isHeld = true;
      return work();
    };
    try {
      return await lock.hold(name, held, signal);
    } catch (error) {
      if (isHeld || !isRefusal(error)) throw error;
      return work();
    }
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === "SecurityError";
}
