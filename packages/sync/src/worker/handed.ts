import { refuseOthers } from "../connection/same-options.ts";

/** What a page has handed to the worker for a connection, and does not hand in again as something else. */
export interface Handed {
  /**
   * As the engine in a page does, by value: what is left out is not asked for.
   * @throws TypeError that names what is another.
   */
  requireSame(given: unknown): void;
  /** What the customer reconnects with is the connection's own from now on. Returns what takes that back, where it was refused. */
  reconnecting(given: unknown): () => void;
}

export function handedTo(id: string, first: unknown): Handed {
  const opened = new Map(membersOf(first));
  const since = new Set<string | undefined>();
  const isAnother = ([name, text]: Member): boolean =>
    text !== undefined && text !== opened.get(name) && !since.has(text);
  return {
    requireSame: (given) =>
      refuseOthers(
        id,
        membersOf(given)
          .filter(isAnother)
          .map(([name]) => name),
      ),
    reconnecting: (given) => {
      const added = [textOf(given), ...membersOf(given).map(([, text]) => text)].filter((text) => !since.has(text));
      for (const text of added) since.add(text);
      return () => {
        for (const text of added) since.delete(text);
      };
    },
  };
}

type Member = readonly [name: string, text: string | undefined];

/** Members by name, as the options of a connection have; of anything else the whole. */
function membersOf(given: unknown): readonly Member[] {
  const isNamed = typeof given === "object" && given !== null && Object.getPrototypeOf(given) === Object.prototype;
  const members: readonly (readonly [string, unknown])[] = isNamed ? Object.entries(given) : [["argument", given]];
  return members.map(([name, value]) => [name, textOf(value)]);
}

/** Of whatever structured cloning can copy, other than bytes. What holds itself has none, and is taken for the same. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, plain);
  } catch {
    return undefined;
  }
}

function plain(_: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...value];
  return typeof value === "bigint" ? `${value}n` : value;
}
