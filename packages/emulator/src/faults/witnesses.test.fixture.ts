import type { FaultKind } from "./fault.ts";

/** Shows that a fault happens, and that without it things look otherwise. */
export type Witness = () => Promise<void>;

export type Witnesses = Partial<Record<FaultKind, Witness>>;
