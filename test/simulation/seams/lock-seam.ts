import type { Lock } from "@waybill/transport";
import type { Process } from "../world/process.ts";

/** Locks that the platform keeps for all processes of one origin, and frees when their holder dies. */
export interface LockHouse {
  seam(process: Process): Lock;
}

interface Wait {
  readonly process: Process;
  readonly grant: () => void;
}

export function createLockHouse(): LockHouse {
  const queues = new Map<string, Wait[]>();
  const leave = (name: string, wait: Wait): void => {
    const queue = queues.get(name) ?? [];
    const wasFirst = queue[0] === wait;
    queues.set(
      name,
      queue.filter((each) => each !== wait),
    );
    if (wasFirst) queues.get(name)?.[0]?.grant();
  };
  const join = (name: string, wait: Wait): void => {
    const queue = queues.get(name) ?? [];
    queues.set(name, [...queue, wait]);
    if (queue.length === 0) wait.grant();
  };
  return {
    seam: (process) => ({
      hold: (name, run, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted === true) return reject(signal.reason);
          let granted = false;
          const held = async () => {
            // The grant is an event of its own, in which its holder can die.
            await process.call("lock", () => {});
            try {
              return await run();
            } finally {
              leave(name, wait);
            }
          };
          const wait: Wait = {
            process,
            grant: () => {
              granted = true;
              held().then(resolve, reject);
            },
          };
          signal?.addEventListener(
            "abort",
            () => {
              if (granted) return;
              leave(name, wait);
              reject(signal.reason);
            },
            { once: true },
          );
          process.onDeath(() => leave(name, wait));
          join(name, wait);
        }),
    }),
  };
}

/** A platform without locks: they cannot be had, and who waits for one waits until it gives up. */
export const noLocks: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
};
