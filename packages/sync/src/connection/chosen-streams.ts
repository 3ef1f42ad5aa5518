import { ancestorsOf } from "../connector/ancestors.ts";
import type { Connector } from "../connector/contract.ts";
import type { Runnable } from "../connector/runnable.ts";
import { requireRunnable } from "./require-runnable.ts";

/**
 * The streams that a product wants of those that run, and the parents that these are listed below. All where it does not say.
 * @throws RangeError for one that the connector does not have, or that nothing here can run.
 */
export function chosenStreams(connector: Connector, judged: Runnable, chosen?: readonly string[]): Runnable {
  if (chosen === undefined) return judged;
  for (const stream of chosen) requireRunnable(judged, stream);
  const wanted = new Set(chosen.flatMap((stream) => lineage(connector, stream)));
  return { run: judged.run.filter((stream) => wanted.has(stream)), skipped: judged.skipped };
}

function lineage(connector: Connector, stream: string): readonly string[] {
  const contract = connector.streams[stream];
  return contract === undefined ? [] : [stream, ...ancestorsOf(connector, contract).map(({ name }) => name)];
}
