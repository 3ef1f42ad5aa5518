import type { Connector } from "@waybill/sync/connector";
import { ConfigError } from "./config-error.ts";
import type { Corrections } from "./config.ts";
import { findStream, unknownStream, type StreamSearch } from "./find-stream.ts";

/**
 * Names of the streams that a config keeps, in the connector's order.
 * @throws ConfigError for a name that no stream has, and for a stream whose parent is left out
 */
export function selectStreams(
  { include, exclude = [] }: Pick<Corrections, "include" | "exclude">,
  search: StreamSearch,
): ReadonlySet<string> {
  const { connector, place } = search;
  const named = (keys: readonly string[], member: string): ReadonlySet<string> =>
    new Set(
      keys.map((key) => {
        const stream = findStream(key, connector);
        if (stream === undefined) throw unknownStream(key, { ...search, place: `${place}, ${member}` });
        return stream.name;
      }),
    );
  const all = Object.keys(connector.streams);
  const wanted = include === undefined ? new Set(all) : named(include, "include");
  const unwanted = named(exclude, "exclude");
  const kept = new Set(all.filter((name) => wanted.has(name) && !unwanted.has(name)));
  assertParents(kept, connector, place);
  return kept;
}

function assertParents(kept: ReadonlySet<string>, connector: Connector, place: string): void {
  for (const name of kept) {
    const parent = connector.streams[name]?.parent?.stream;
    if (parent !== undefined && !kept.has(parent))
      throw new ConfigError(
        `${place}: "${name}" is listed once per record of "${parent}", which is left out.`,
        `Keep "${parent}", leave "${name}" out, or set parent: false and fill its parameters.`,
      );
  }
}
