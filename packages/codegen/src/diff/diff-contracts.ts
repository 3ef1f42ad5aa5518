import { bySeverity, type Change } from "./change.ts";
import type { ContractView, StreamView } from "./contract-view.ts";
import { diffService } from "./diff-service.ts";
import { diffStream } from "./diff-stream.ts";

/** Every change between two versions of a contract that matters to a sync, breaking ones first. */
export function diffContracts(before: ContractView, after: ContractView): readonly Change[] {
  const pairs = pairUp(before.streams, after.streams);
  const kept = new Set(pairs.map(([, stream]) => stream));
  const deprecated = { before: before.deprecated, after: after.deprecated };
  return bySeverity([
    ...diffService(before.connector, after.connector),
    ...before.streams.filter((stream) => !pairs.some(([old]) => old === stream)).map(goneStream),
    ...pairs.flatMap(([old, now]) => diffStream(old, now, deprecated)),
    ...after.streams.filter((stream) => !kept.has(stream)).map(newStream),
  ]);
}

type Pair = readonly [StreamView, StreamView];

/** A stream is the same one by its operation; where that is gone, by its name. */
function pairUp(before: readonly StreamView[], after: readonly StreamView[]): readonly Pair[] {
  const byOperation = pairsBy(before, after, ({ operation }) => operation);
  const taken = new Set(byOperation.flat());
  const free = (streams: readonly StreamView[]): readonly StreamView[] =>
    streams.filter((stream) => !taken.has(stream));
  return [...byOperation, ...pairsBy(free(before), free(after), ({ name }) => name)];
}

function pairsBy(
  before: readonly StreamView[],
  after: readonly StreamView[],
  key: (stream: StreamView) => string,
): readonly Pair[] {
  const found = new Map(after.map((stream) => [key(stream), stream]));
  return before.flatMap((old): readonly Pair[] => {
    const now = found.get(key(old));
    return now === undefined ? [] : [[old, now]];
  });
}

function goneStream({ name, operation }: StreamView): Change {
  const meaning = `${operation} is gone, or no longer a list: the stream cannot be read.`;
  return { severity: "breaking", stream: name, what: "stream", before: operation, meaning };
}

function newStream({ name, operation }: StreamView): Change {
  return {
    severity: "additive",
    stream: name,
    what: "stream",
    after: operation,
    meaning: `${operation} lists a new stream.`,
  };
}
