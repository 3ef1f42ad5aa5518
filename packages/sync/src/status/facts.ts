import type { Failure } from "@waybill/transport";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Phase } from "./snapshot.ts";

/** What only the process that does the work knows: it is in no store. */
export interface LiveFacts {
  readonly phase: Phase;
  /** When this engine's schedule begins the next run, epoch milliseconds. */
  readonly nextRunAt?: number | undefined;
  /** Until when the vendor asked us to wait, epoch milliseconds. */
  readonly resumesAt?: number | undefined;
  /** Receipt in which the stream ended in a sync of several that is under way. */
  readonly ended?: string | undefined;
  /** What stopped the work without becoming part of the run: a store that cannot be written. */
  readonly failure?: Failure | undefined;
  /** Version of the stream's checkpoint then: another one shows that somebody has stored more since. Default: nobody knows. */
  readonly failedAt?: number | undefined;
  /** The run whose commit failed, where it could not be read whether it was carried out: that the stream ended in it shows that it was. Default: none. */
  readonly failedRun?: string | undefined;
}

export const atRest: LiveFacts = Object.freeze({ phase: "idle" });

/** Everything that a snapshot of one stream is derived from. */
export interface StreamFacts {
  readonly connection: string;
  readonly stream: string;
  /** Whether this engine holds the connection. */
  readonly known: boolean;
  /** Whether any stream of the connection waits for the customer to reconnect: then all do, as one credential serves them. Default: by this one's checkpoint. */
  readonly reconnect?: boolean | undefined;
  readonly checkpoint?: Checkpoint | undefined;
  /** Receipt of the last finished run. */
  readonly receipt?: RunReceipt | undefined;
  /** Records in quarantine now. */
  readonly heldBack: number;
  readonly live: LiveFacts;
  /** Whether another tab or machine holds the stream's lease, and lives. */
  readonly elsewhere: boolean;
  /** Since when another tab or machine syncs several streams, this one among them, epoch milliseconds. Default: none does. */
  readonly syncedSince?: number | undefined;
  readonly durable: boolean;
  /** Number of the store's last commit. */
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly now: number;
}
