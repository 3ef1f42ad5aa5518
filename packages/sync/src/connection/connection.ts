import type { Credential, Fetch } from "@waybill/transport";
import type { SkippedStream } from "../connector/runnable.ts";
import type { RangeText } from "../pull/backfill.ts";
import type { StepResult } from "../pull/run/step-result.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { DisposeOptions, Disposed } from "./disposed.ts";
import type { Erased } from "./erase-connection.ts";

export interface PullRequest {
  /** Default: incremental where that is possible, else full. An open run is finished first, in its own mode. */
  readonly mode?: "full" | "incremental" | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reads the list and says what would become of it; writes nothing, moves nothing, joins nothing. Default false. */
  readonly dryRun?: boolean | undefined;
}

/** Makes a client over a connection's transport: `createClient` of a generated `client.ts`. */
export type ClientFactory<Client> = (
  transport: { readonly fetch: Fetch },
  options: { readonly baseUrl: string },
) => Client;

export interface Disconnected {
  readonly connection: string;
  /** Streams whose stored state cannot be read, as another version wrote it or it is damaged: it does not say that the customer must reconnect. Usually none. */
  readonly unreadable: readonly string[];
}

/** One tenant's authorised link to one vendor. Every method is safe to call at any time, also twice. */
export interface Connection<Client = unknown> {
  readonly id: string;
  /** The product's own calls, typed by the vendor's document: over the same transport, with its credential, retries and limits. */
  readonly client: Client;
  /** Where the vendor is reached. */
  readonly baseUrl: string;
  /**
   * The same without types, for any other client that takes a `fetch`.
   */
  readonly fetch: Fetch;
  /** Which streams run, and which wait for what. */
  streams(): Promise<{ readonly run: readonly string[]; readonly skipped: readonly SkippedStream[] }>;
  /**
   * Pulls all streams that run (or those named), two at a time, going on with what is open; leaves out paused ones. A run that failed is a receipt.
   * @throws FailureError when a stream waits for a person (`unauthorized`) or its stored state cannot be used, after the others have ended; `aborted`
   * when this engine was told to end one (cancel, reset, stop). What has ended is in the history. Told in another tab, its `cancelled` receipt is here.
   */
  sync(options?: {
    readonly signal?: AbortSignal | undefined;
    readonly streams?: readonly string[] | undefined;
  }): Promise<readonly RunReceipt[]>;
  /**
   * Pulls one stream until its run has ended; joins a pull that is under way. Exactly one receipt.
   * @throws FailureError when the stream is paused or waits for a person, or its stored state cannot be used; the run stays open. `aborted` when this
   * engine was told to end it; told in another tab, the receipt says `cancelled`. RangeError for a mode or a stream that there is none of.
   */
  pull(stream: string, request?: PullRequest): Promise<RunReceipt>;
  /** Works from checkpoint to checkpoint and needs nothing in memory: for schedulers and queues. Begins when no other work of this engine is on the stream. */
  step(
    stream: string,
    options?: {
      readonly mode?: "full" | "incremental" | undefined;
      /** Pages to commit at most, 1 or more. Default 1. */
      readonly maxPages?: number | undefined;
      /** Epoch milliseconds after which no further page is begun. */
      readonly deadline?: number | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<StepResult>;
  /** When the stream is pulled without being asked, from now on. Kept while the engine lives; `start()` of the engine sets schedules going. */
  schedule(stream: string, schedule: Schedule): Promise<void>;
  /** Stops at the checkpoint and stays there, over restarts too. */
  pause(stream: string): Promise<void>;
  /** Ends a pause, or a stop for records that no longer fit (`schema`), and goes on in the background. */
  resume(stream: string): Promise<void>;
  /** Ends the open run with a `cancelled` receipt; `undefined` when none is open. What it stored stays. Syncs of any tab in which the stream waits leave it out. */
  cancel(stream: string): Promise<RunReceipt | undefined>;
  /** Forgets how far the stream was read: the next run reads everything. Records and receipts stay; an open run ends as `cancelled`. */
  reset(stream: string): Promise<RunReceipt | undefined>;
  /**
   * Reads a range of cursor-field values again, without touching what incremental runs go on from.
   * @throws FailureError `contract` for a stream that cannot be asked for a range, `invalid` for values that are none of its cursor field.
   */
  backfill(
    stream: string,
    range: RangeText,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<RunReceipt>;
  /**
   * Lets removals that a sudden shrink holds go ahead: reads the list once more, and removes as many as were confirmed at most. `undefined` when none
   * are held.
   * @throws FailureError `conflict` when `removals` is given and another number is held.
   */
  confirmRemovals(stream: string, removals?: number): Promise<RunReceipt | undefined>;
  /**
   * Stops all work, ends the grant at the vendor (`revoke` of the options), and forgets the credential. What was stored stays; `reconnect` begins anew.
   * Rejects with what `revoke` rejected with; the connection is then in use as before, and runs that were stopped go on when they are next asked for. A
   * reconnection that is asked for meanwhile comes after it, and its credential stays in use. Each call asks `revoke`, also where an earlier one ended a
   * grant: another may have been given since.
   */
  disconnect(): Promise<Disconnected>;
  /**
   * Stops all work and removes everything stored of this connection, tokens and receipts too. Says what is gone, after having looked. What was asked for
   * before ends as `aborted`, in every tab.
   * @throws FailureError `storage` when something is still there.
   */
  erase(): Promise<Erased>;
  /**
   * Takes a new credential (or the renewed old one), clears the `auth` blocker, and, where there was one, reads all streams in the background: also
   * those to which the refused credential was never shown.
   * @throws FailureError `wrong_account` when the connector names an identity operation and the credential is another account's than the stored
   * records; TypeError for what is no credential. The credential before it stays in use.
   */
  reconnect(credential?: Credential): Promise<void>;
  /**
   * Stops all work for good. It has ended by then, and what the vendor was asked for to renew the credential is stored, within 45 seconds or `withinMs`;
   * where it is not so, the result says it. Never rejects for that.
   */
  dispose(options?: DisposeOptions): Promise<Disposed>;
}
