import { background } from "../background.ts";
import type { Compactor } from "../segments/compactor.ts";
import type { OfStream } from "../segments/segment.ts";
import type { Workbench } from "../segments/workbench.ts";
import { buildStep } from "./build-step.ts";
import { keptIndexes } from "./index-stream.ts";
import type { KeptIndex } from "./index-stream.ts";

/** Brings indexes up to what their streams hold, behind the commits. Where it stops, at whatever point, reads find the rest without it. */
export interface Indexer {
  /** Looks after the indexes of a stream in the background, once nothing is compacted. */
  catchUp(of: OfStream): void;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

type Task = { readonly stream: OfStream } | { readonly index: KeptIndex };

export function createIndexer(bench: Workbench, compactor: Compactor): Indexer {
  const { queue, idle, stop } = background(take);

  async function take(task: Task): Promise<void> {
    if ("index" in task) return build(task.index);
    const [connection, stream] = task.stream;
    const kept = await bench.connection.read(["streams"], (tx) => keptIndexes(tx, connection));
    for (const index of kept) if (index.indexed[1] === stream) queue({ index });
  }

  async function build(index: KeptIndex): Promise<void> {
    // What is compacted has other ids, and would have to be looked at again.
    await compactor.idle();
    const built = await buildStep(bench, index);
    if (built === undefined) return;
    compactor.added(index.of, built.added, built.directory);
    if (built.more) queue({ index });
    else compactor.tidy(index.of);
  }

  return { catchUp: (stream) => queue({ stream }), idle, stop };
}
