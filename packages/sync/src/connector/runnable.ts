import type { Connector, StreamContract } from "./contract.ts";
import type { ParameterRef } from "./refs.ts";

/** A stream that is not run by itself, and what it waits for. */
export interface SkippedStream {
  readonly stream: string;
  /** Parameters nobody fills; `parent:<stream>` when it is listed once per record of another stream. */
  readonly missing: readonly string[];
}

export interface Runnable {
  readonly run: readonly string[];
  readonly skipped: readonly SkippedStream[];
}

/** Which streams of a connector can be run as they stand, in the connector's order, and why the others cannot. */
export function runnable(connector: Connector): Runnable {
  const judged = Object.entries(connector.streams).map(([stream, contract]) => ({
    stream,
    missing: missing(contract),
  }));
  return {
    run: judged.filter((one) => one.missing.length === 0).map((one) => one.stream),
    skipped: judged.filter((one) => one.missing.length > 0),
  };
}

function missing(contract: StreamContract): readonly ParameterRef[] {
  const filled = new Set(Object.keys(contract.list.parameters ?? {}));
  const unfilled = (contract.list.required ?? []).filter((ref) => !filled.has(ref));
  const holes = [...contract.list.path.matchAll(/\{([^}]+)\}/g)]
    .map(([, name]) => `path:${name}`)
    .filter((ref) => !filled.has(ref));
  const all = new Set([...unfilled, ...holes]);
  return contract.parent === undefined ? [...all] : [`parent:${contract.parent.stream}`, ...all];
}
