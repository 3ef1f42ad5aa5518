import type { Failure } from "@waybill/transport";
import type { Ledger } from "../reconcile/ledger.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { QuarantineReason, RecordKey, RecordView } from "../record/record.ts";
import type { Page } from "../store/contract.ts";
import type { IndexQuery } from "../store/index-query.ts";
import type { SyncSnapshot } from "./snapshot.ts";

/** A connection, or one stream of it. */
export interface StatusTarget {
  readonly connection: string;
  readonly stream?: string | undefined;
}

/** What a person can ask for. */
export type SyncAction =
  | { readonly kind: "sync"; readonly target: StatusTarget }
  | { readonly kind: "pause"; readonly target: StatusTarget }
  | { readonly kind: "resume"; readonly target: StatusTarget }
  | { readonly kind: "cancel"; readonly target: StatusTarget }
  | { readonly kind: "reconnect"; readonly target: StatusTarget }
  /** Lets held removals go ahead. `removals`: how many the person was told of; others are refused. */
  | { readonly kind: "confirm"; readonly target: StatusTarget; readonly removals?: number | undefined }
  /** The person has taken note of changes that were lost (`OutboxSummary.lost`). `lost`: how many they were told of; any other number is refused. */
  | { readonly kind: "acknowledge"; readonly target: StatusTarget; readonly lost: number }
  | { readonly kind: "replay"; readonly target: StatusTarget; readonly records: readonly string[] }
  | { readonly kind: "discard"; readonly target: StatusTarget; readonly records: readonly string[] };

/** `joined`: what was asked for was already under way. */
export type ActionOutcome =
  | { readonly state: "accepted" | "joined" }
  | { readonly state: "rejected"; readonly failure: Failure };

/** A record that needs a person: only what may reach a screen. */
export interface FailedRecord {
  readonly id: string;
  readonly stream: string;
  readonly kind: "quarantine" | "dead-letter";
  readonly reason: QuarantineReason | Failure["code"];
  /** From a field that the connector lists in `display`; absent when there is none. */
  readonly title?: string | undefined;
  readonly field?: string | undefined;
  readonly at: number;
  readonly attempts: number;
}

export interface OutboxSummary {
  readonly pending: number;
  readonly sending: number;
  readonly stuck: number;
  readonly oldestAt?: number | undefined;
  /**
   * Changes that a browser removed before it was known that they arrived. Some may have: look before they are entered again. Nothing else brings them back,
   * and the customer has not taken note of it yet. Default 0.
   */
  readonly lost?: number | undefined;
}

export interface HealthSummary {
  /** The last runs, oldest first, at most 30. */
  readonly runs: readonly {
    readonly receipt: string;
    /** Of which stream it was. Absent from a server that is too old to tell. */
    readonly stream?: string | undefined;
    readonly outcome: "complete" | "partial" | "failed";
    readonly finishedAt: number;
  }[];
  readonly needsFix: number;
  readonly freshnessMs?: number | undefined;
}

export interface PageOptions {
  /** The most items of the page: 1 to 200, above which a server refuses the question (`openapi/waybill-status.yaml`). */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Where widgets learn what happened: a local engine, or a server over HTTP.
 *
 * Guarantees: snapshots of one target never go back in `revision`; `subscribe` tells the current snapshot at once and then every change, in order,
 * and may leave out intermediate ones; `act` with a key that was already used does nothing and answers as before; failing to *read* the status
 * rejects and never looks like a failed sync.
 */
export interface StatusSource {
  /** True when the work goes on while no page is open, as a server's does. Default false: an engine that lives in the page. */
  readonly runsWithoutPage?: boolean | undefined;
  snapshot(target: StatusTarget): Promise<SyncSnapshot>;
  /** One request for many. */
  snapshots(targets: readonly StatusTarget[]): Promise<readonly SyncSnapshot[]>;
  /** Streams of a connection, in the connector's order. */
  streams(connection: string): Promise<readonly string[]>;
  /** `onUnreadable` is told when what the listener heard last can no longer be confirmed, and why; the next snapshot takes that back. */
  subscribe(
    target: StatusTarget,
    listener: (snapshot: SyncSnapshot) => void,
    onUnreadable?: (reason: unknown) => void,
  ): () => void;
  history(target: StatusTarget, page: PageOptions): Promise<Page<Receipt>>;
  receipt(id: string): Promise<Receipt | undefined>;
  failed(target: StatusTarget, page: PageOptions): Promise<Page<FailedRecord>>;
  outbox(connection: string): Promise<OutboxSummary>;
  ledger(connection: string): Promise<Ledger | undefined>;
  health(target: StatusTarget): Promise<HealthSummary>;
  act(action: SyncAction, key: string): Promise<ActionOutcome>;
}

/** Where hooks read records, live. Optional: a server's status source may have none. */
export interface RecordSource {
  records(
    target: Required<StatusTarget>,
    range: { readonly after?: RecordKey | undefined; readonly limit: number },
  ): Promise<readonly RecordView[]>;
  /**
   * Records by the value of a field that the stream's contract lists in `indexes`, in the order of (value, key).
   * @throws FailureError `contract` for any other field, naming those that are listed; `invalid` for a range that cannot be read.
   */
  recordsBy(target: Required<StatusTarget>, query: IndexQuery): Promise<Page<RecordView>>;
  record(target: Required<StatusTarget>, key: RecordKey): Promise<RecordView | undefined>;
  count(target: Required<StatusTarget>): Promise<number>;
  /** Told after a commit that changed records of the stream. `keys` is absent when there were too many to name. */
  subscribeRecords(
    target: Required<StatusTarget>,
    listener: (keys: readonly RecordKey[] | undefined) => void,
  ): () => void;
}
