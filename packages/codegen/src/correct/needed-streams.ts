import type { RelatedStream } from "../infer/streams/relate-streams.ts";
import type { Corrections } from "../config/config.ts";
import type { StreamCorrection } from "../config/correction.ts";
import { operationName } from "../infer/document/operation-name.ts";

/**
 * The streams that have to be told for a config: those that it names, and the parents above them. All where it keeps all or names none, and where it
 * names what no stream is, since which one was meant takes all their names to say.
 */
export function neededStreams(streams: readonly RelatedStream[], corrections: Corrections): readonly RelatedStream[] {
  const { include, exclude = [] } = corrections;
  if (include === undefined) return streams;
  const corrected = new Map(Object.entries(corrections.streams ?? {}));
  const declared = Object.keys(corrections.graphql ?? {});
  const called = streams.map((stream) => calledStream(stream, corrected));
  const listed = [...include, ...exclude];
  const known = new Set([...declared, ...called.flatMap((each) => [each.operation, each.corrected])]);
  const inferred = new Set(called.flatMap(({ operation, name }) => [operation, name]));
  if (listed.some((key) => !known.has(key)) || [...corrected.keys()].some((key) => !inferred.has(key))) return streams;
  const named = new Set([...listed, ...declared, ...[...corrected].flatMap(([key, each]) => [key, ...namesIn(each)])]);
  // One that has a written name already counts too: two streams would be called so.
  const isNamed = ({ name, operation, corrected: other }: CalledStream): boolean =>
    [name, operation, other].some((each) => named.has(each));
  const needed = called.filter(isNamed).map(({ name }) => name);
  return needed.length === 0 ? streams : withParents(streams, needed);
}

/** What a config may call a stream. */
interface CalledStream {
  /** As it was inferred. */
  readonly name: string;
  readonly operation: string;
  /** The name that it has once it is corrected. */
  readonly corrected: string;
}

function calledStream(
  { name, outline }: RelatedStream,
  corrected: ReadonlyMap<string, StreamCorrection>,
): CalledStream {
  const operation = operationName(outline.candidate.operation);
  return { name, operation, corrected: (corrected.get(operation) ?? corrected.get(name))?.name ?? name };
}

/** Names that a correction gives or means. */
function namesIn({ name, parent }: StreamCorrection): readonly string[] {
  const above = parent === undefined || parent === false ? undefined : parent.stream;
  return [name, above].filter((each) => each !== undefined);
}

function withParents(streams: readonly RelatedStream[], names: readonly string[]): readonly RelatedStream[] {
  const byName = new Map(streams.map((each) => [each.name, each]));
  const needed = new Set<string>();
  for (const name of names) {
    for (let up: string | undefined = name; up !== undefined; up = byName.get(up)?.parent.value?.stream) needed.add(up);
  }
  return streams.filter(({ name }) => needed.has(name));
}
