import type { Connector } from "../connector/contract.ts";

/** By stream: greater goes first, among streams that wait for their turn and among requests that wait for the vendor's limits. Default 0 for each. */
export type Priorities = Readonly<Record<string, number>>;

/**
 * How each stream stands to the others.
 * @throws RangeError for a stream that the connector does not have, and for a priority that is no number.
 */
export function prioritiesOf(
  { streams }: Pick<Connector, "streams">,
  given: Priorities = {},
): (stream: string) => number {
  const priorities = new Map(Object.entries(given));
  for (const [stream, priority] of priorities) {
    if (!Object.hasOwn(streams, stream))
      throw new RangeError(`There is no stream "${stream}" that could have a priority.`);
    if (!Number.isFinite(priority))
      throw new RangeError(`The priority of "${stream}" is ${priority}, and none is greater or less.`);
  }
  return (stream) => priorities.get(stream) ?? 0;
}
