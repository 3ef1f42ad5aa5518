import { ancestorsOf } from "../connector/ancestors.ts";
import type { Connector } from "../connector/contract.ts";

/** By stream: greater goes first, among streams that wait for their turn and among requests that wait for the vendor's limits. Default 0 for each. A parent goes no later than its children. */
export type Priorities = Readonly<Record<string, number>>;

/**
 * How each stream stands to the others.
 * @throws RangeError for a stream that the connector does not have, and for a priority that is no number.
 */
export function prioritiesOf(connector: Connector, given: Priorities = {}): (stream: string) => number {
  const priorities = new Map(Object.entries(given));
  for (const [stream, priority] of Object.entries(given)) {
    const contract = Object.hasOwn(connector.streams, stream) ? connector.streams[stream] : undefined;
    if (contract === undefined) throw new RangeError(`There is no stream "${stream}" that could have a priority.`);
    if (!Number.isFinite(priority))
      throw new RangeError(`The priority of "${stream}" is ${priority}, and none is greater or less.`);
    for (const { name } of ancestorsOf(connector, contract))
      priorities.set(name, Math.max(priority, priorities.get(name) ?? 0));
  }
  return (stream) => priorities.get(stream) ?? 0;
}
