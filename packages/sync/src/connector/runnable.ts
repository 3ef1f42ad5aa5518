import type { Connector, StreamContract } from "./contract.ts";
import { parentParameterRef, parentParameters } from "./parent-parameters.ts";
import type { ParameterRef } from "./refs.ts";
import type { ParameterValues } from "./request.ts";

/** A stream that is not run by itself, and what it waits for. */
export interface SkippedStream {
  readonly stream: string;
  /** Parameters nobody fills; `parent:<stream>` when the stream whose records it is listed for does not run. */
  readonly missing: readonly string[];
}

export interface Runnable {
  readonly run: readonly string[];
  readonly skipped: readonly SkippedStream[];
}

/**
 * Which streams of a connector can be run as they stand, in the connector's order, and why the others cannot. `given`: what a connection fills for
 * all of them, such as the number of its account.
 * @throws RangeError where it fills what records of a parent fill: read for all of these, a list would hold more than was asked for
 */
export function runnable(connector: Connector, given: ParameterValues = {}): Runnable {
  for (const { name, list, parent } of Object.values(connector.streams)) {
    const twice = parentParameters({ parent }).find((each) => Object.hasOwn(given, parentParameterRef(list, each)));
    if (twice !== undefined)
      throw new RangeError(
        `The connection gives "${twice}", which in "${name}" each record of "${parent?.stream}" fills. ` +
          `Leave it out, or take the parent of "${name}" out of the connector.`,
      );
  }
  const judged = Object.keys(connector.streams).map((stream) => ({
    stream,
    missing: missing(connector, { stream, given, below: [] }),
  }));
  return {
    run: judged.filter((one) => one.missing.length === 0).map((one) => one.stream),
    skipped: judged.filter((one) => one.missing.length > 0),
  };
}

interface Judged {
  readonly stream: string;
  readonly given: ParameterValues;
  /** Streams that are listed below this one: one that is its own ancestor never begins. */
  readonly below: readonly string[];
}

function missing(connector: Connector, { stream, given, below }: Judged): readonly string[] {
  const contract = connector.streams[stream];
  if (contract === undefined) return [`stream:${stream}`];
  const unfilled = unfilledParameters(contract, given);
  const parent = contract.parent?.stream;
  if (parent === undefined) return unfilled;
  const ancestors = [...below, stream];
  const runs =
    !ancestors.includes(parent) && missing(connector, { stream: parent, given, below: ancestors }).length === 0;
  return runs ? unfilled : [`parent:${parent}`, ...unfilled];
}

/** What a connection gives of the parameters that this stream leaves open. */
export function openParameters(contract: StreamContract, given: ParameterValues = {}): ParameterValues {
  const open = new Set(unfilledParameters(contract, {}));
  return Object.fromEntries(Object.entries(given).filter(([ref]) => open.has(ref)));
}

function unfilledParameters(contract: StreamContract, given: ParameterValues): readonly ParameterRef[] {
  const { list } = contract;
  const byParent = parentParameters(contract).map((name) => parentParameterRef(list, name));
  const filled = new Set([...Object.keys(list.parameters ?? {}), ...Object.keys(given), ...byParent]);
  const holes = [...list.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => `path:${name}`);
  return [...new Set([...(list.required ?? []), ...holes])].filter((ref) => !filled.has(ref));
}
