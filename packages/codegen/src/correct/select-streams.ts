import type { Connector } from "@waybill/sync/connector";
import { ConfigError } from "../config/config-error.ts";
import type { Corrections } from "../config/config.ts";
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

/** Names everything that is missing at once: whoever adds one parent should not learn of the next one then. */
function assertParents(kept: ReadonlySet<string>, connector: Connector, place: string): void {
  const isLeftOut = (name: string | undefined): name is string => name !== undefined && !kept.has(name);
  const above = (name: string): string | undefined => connector.streams[name]?.parent?.stream;
  const orphans = [...kept].filter((name) => isLeftOut(above(name)));
  if (orphans.length === 0) return;
  const missing = new Set<string>();
  for (const orphan of orphans) {
    for (let up = above(orphan); isLeftOut(up) && !missing.has(up); up = above(up)) missing.add(up);
  }
  const told = orphans.map(
    (name) => `"${name}" is listed once per record of "${above(name) ?? ""}", which is left out`,
  );
  throw new ConfigError(
    `${place}: ${told.join("; ")}.`,
    `Keep ${quoted([...missing])}, leave ${quoted(orphans)} out, or set parent: false there and fill the parameters.`,
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" and ");
}
