import type { Failure } from "@waybill/transport";
import type { StreamContract } from "../connector/contract.ts";
import type { Json, JsonObject } from "../connector/json.ts";
import type { DriftFinding } from "../receipt/receipt.ts";
import type { Store } from "../store/contract.ts";

/** Why a record is not taken. Names a field, never a value. */
export interface WatchRefusal {
  readonly message: string;
  readonly pointer: string;
}

/** A page as it came. */
export interface WatchedPage {
  readonly contract: StreamContract;
  readonly items: readonly Json[];
  /** What was observed of the run before. */
  readonly before: Json | undefined;
}

/** A run whose list was read to its end. */
export interface WatchedRun {
  readonly store: Pick<Store, "checkpoint" | "hashes">;
  readonly connection: string;
  readonly contract: StreamContract;
  readonly mode: "full" | "incremental" | "backfill";
  /** Records that arrived. */
  readonly received: number;
  readonly observed: Json | undefined;
  /** What the runs before left. */
  readonly history: Json | undefined;
}

/** Looks at what arrives. What it observes is committed with the page; it keeps nothing itself. `drift()` of `@waybill/sync/drift` makes one. */
export interface Watch {
  /** Judges one new or changed record, as the vendor sent it: a function of its arguments alone, so that a replay judges as the run did. */
  refuses(contract: StreamContract, sent: JsonObject): WatchRefusal | undefined;
  /** What is known of the run after a page, and why the stream must stop, if it must. */
  observe(page: WatchedPage): { readonly observed: Json; readonly stop?: Failure | undefined };
  /** What is worth telling of the run, and what the next one is compared with. */
  conclude(run: WatchedRun): Promise<{ readonly history: Json; readonly findings: readonly DriftFinding[] }>;
}
