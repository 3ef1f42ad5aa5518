import type { StatusSource, StatusTarget, SyncSnapshot } from "@waybill/sync/status";

interface Asked {
  readonly target: StatusTarget;
  readonly resolve: (snapshot: SyncSnapshot) => void;
  readonly reject: (reason: unknown) => void;
}

/** Reads that are asked for in one turn of the event loop become one request: a hundred badges ask once. */
export function batchSnapshots(source: Pick<StatusSource, "snapshot" | "snapshots">): Pick<StatusSource, "snapshot"> {
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
      for (const { reject } of asked) reject(reason);
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

async function read(
  source: Pick<StatusSource, "snapshot" | "snapshots">,
  asked: readonly Asked[],
): Promise<readonly SyncSnapshot[]> {
  const [only, ...others] = asked;
  if (only !== undefined && others.length === 0) return [await source.snapshot(only.target)];
  return source.snapshots(asked.map(({ target }) => target));
}
