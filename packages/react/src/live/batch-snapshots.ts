import type { StatusSource, StatusTarget, SyncSnapshot } from "@waybill/sync/status";

interface Asked {
  readonly target: StatusTarget;
  readonly resolve: (snapshot: SyncSnapshot) => void;
  readonly reject: (reason: unknown) => void;
}

type Reads = Pick<StatusSource, "snapshot" | "snapshots">;

/**
 * Reads that are asked for in one turn of the event loop become one request: a hundred badges ask once. Where the source refuses one target's name, it
 * refuses all of the request; each is then read by itself, so that a misspelt stream takes no other widget along.
 */
export function batchSnapshots(source: Reads): Pick<StatusSource, "snapshot"> {
  let waiting: Asked[] = [];
  const send = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    try {
      const answers = await read(source, asked);
      asked.forEach(({ resolve, reject }, i) => {
        const answer = answers[i];
        if (answer === undefined)
          reject(new Error("The status source answered for fewer targets than it was asked for."));
        else resolve(answer);
      });
    } catch (reason) {
      const refused = asked.length > 1 && reason instanceof Error && reason.name === "RangeError";
      for (const { target, resolve, reject } of asked)
        if (refused) source.snapshot(target).then(resolve, reject);
        else reject(reason);
    }
  };
  return {
    snapshot: (target) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) queueMicrotask(() => void send());
        waiting.push({ target, resolve, reject });
      }),
  };
}

async function read(source: Reads, asked: readonly Asked[]): Promise<readonly SyncSnapshot[]> {
  const [only, ...others] = asked;
  if (only !== undefined && others.length === 0) return [await source.snapshot(only.target)];
  return source.snapshots(asked.map(({ target }) => target));
}
