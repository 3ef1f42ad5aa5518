import type { Lock } from "./stores.ts";
import type { Turns } from "./turns.ts";

/**
 * Does one work of a name at a time: in turn within this process, then under the lock that reaches beyond it. A browser refuses locks to a page together
 * with all storage that its tabs could share: there the turns are enough.
 */
export function inLockedTurn(turns: Turns, lock: Lock): Lock["hold"] {
  return (name, run, signal) => {
    let isHeld = false;
    const held = () => {
      isHeld = true;
      return run();
    };
    return turns.run(name, () =>
      lock.hold(name, held, signal).catch((error: unknown) => {
        if (isHeld || !(error instanceof Error) || error.name !== "SecurityError") throw error;
        return run();
      }),
    );
  };
}
