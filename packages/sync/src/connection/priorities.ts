import { ancestorsOf } from "../connector/ancestors.ts";
import type { Connector } from "../connector/contract.ts";
import { requireStream } from "./require-runnable.ts";

/**
 * By stream: greater goes first, among streams that wait for their turn and, three times of four, among requests that wait for the vendor's limits. Default
 * 0, for a child of a stream that goes later as late as that. A parent goes no later than its children.
 */
export type Priorities = Readonly<Record<string, number>>;

/**
 * How each stream stands to the others.
 * @throws RangeError for a stream that the connector does not have, and for a priority that is no number.
 */
export function prioritiesOf(connector: Connector, given: Priorities = {}): (stream: string) => number {
  const named = new Map(Object.entries(given));
  for (const [stream, priority] of named) {
    requireStream(connector, stream);
    if (!Number.isFinite(priority))
      throw new RangeError(`The priority of "${stream}" is ${priority}, and none is greater or less.`);
  }
  const priorities = new Map<string, number>();
  for (const contract of Object.values(connector.streams)) {
    const line = [contract, ...ancestorsOf(connector, contract)].map(({ name }) => name);
    const [next = 0] = line.flatMap((name) => named.get(name) ?? []);
    const priority = named.get(contract.name) ?? Math.min(0, next);
    for (const name of line) priorities.set(name, Math.max(priority, priorities.get(name) ?? priority));
  }
  return (stream) => priorities.get(stream) ?? 0;
}
