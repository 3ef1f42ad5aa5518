import type { ActiveFault, FaultKind, FaultOptions } from "./fault.ts";

/** The faults in force. */
export interface FaultBoard {
  /** Starts a fault, or changes its options. */
  set<K extends FaultKind>(kind: K, options?: FaultOptions[K]): void;
  /** Ends one fault; without a kind, all of them. */
  clear(kind?: FaultKind): void;
  active(): readonly ActiveFault[];
}

/** The board as the request chain sees it. */
export interface FaultSource extends FaultBoard {
  /** The options of a fault that applies to this stream's request now; counts it as used. */
  take<K extends FaultKind>(kind: K, stream: string | undefined): FaultOptions[K] | undefined;
}

interface Standing {
  readonly options: FaultOptions[FaultKind];
  left: number;
}

/** `onSet` is told of every fault as it is set: expiring and revoking happen at that moment. */
export function faultBoard(onSet: (kind: FaultKind) => void): FaultSource {
  const standing = new Map<FaultKind, Standing>();
  return {
    set(kind, options = {}) {
      standing.set(kind, { options, left: options.times ?? Infinity });
      onSet(kind);
    },
    clear(kind) {
      if (kind === undefined) standing.clear();
      else standing.delete(kind);
    },
    active: () => [...standing].map(([kind, { options }]) => ({ kind, options })),
    take(kind, stream) {
      const found = standing.get(kind);
      if (found === undefined) return undefined;
      const { streams } = found.options;
      if (streams !== undefined && (stream === undefined || !streams.includes(stream))) return undefined;
      found.left--;
      if (found.left <= 0) standing.delete(kind);
      return found.options;
    },
  };
}
