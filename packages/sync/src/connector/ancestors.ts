import type { Connector, StreamContract } from "./contract.ts";

/** The streams above one, its parent first. Ends where a line comes back to itself: such streams never run. */
export function ancestorsOf({ streams }: Connector, { name, parent }: StreamContract): readonly StreamContract[] {
  const found: StreamContract[] = [];
  for (let at = parent?.stream; at !== undefined && at !== name; at = streams[at]?.parent?.stream) {
    const above = Object.hasOwn(streams, at) ? streams[at] : undefined;
    if (above === undefined || found.includes(above)) break;
    found.push(above);
  }
  return found;
}
