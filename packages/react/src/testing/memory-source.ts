import type {
  ActionOutcome,
  FailedRecord,
  HealthSummary,
  Ledger,
  OutboxSummary,
  Page,
  PageOptions,
  Receipt,
  RecordSource,
  RecordView,
  StatusSource,
  StatusTarget,
  SyncAction,
  SyncSnapshot,
} from "@waybill/sync/status";
import { readPointer } from "@waybill/sync/connector";
import { bestPlaces, indexPlace, indexSearch } from "@waybill/sync/store";
import { exampleSnapshot } from "./example-snapshot.ts";

/** One press that reached the source. */
export interface ActedOn {
  readonly action: SyncAction;
  readonly key: string;
}

export interface MemorySourceOptions {
  readonly snapshots?: readonly SyncSnapshot[] | undefined;
  readonly receipts?: readonly Receipt[] | undefined;
  readonly failed?: readonly FailedRecord[] | undefined;
  readonly records?: readonly RecordView[] | undefined;
  /** Default: everything is sent. */
  readonly outbox?: OutboxSummary | undefined;
  /** Default: both sides have not been compared. */
  readonly ledger?: Ledger | undefined;
  /** Default: no runs. */
  readonly health?: HealthSummary | undefined;
  /** What becomes of an action. Default: accepted. */
  readonly onAct?: ((action: SyncAction, source: MemorySource) => Promise<ActionOutcome>) | undefined;
}

/** A status source whose truth a test or an example sets by hand. */
export interface MemorySource extends StatusSource, RecordSource {
  /** Changes what is true of a target and tells its subscribers. The revision is raised unless given. */
  readonly set: (target: StatusTarget, change: Partial<SyncSnapshot>) => void;
  /** Makes every read fail with this error, until it is called with undefined. */
  readonly breakReads: (error: Error | undefined) => void;
  /** Tells subscribers that what they heard can no longer be confirmed, and why. */
  readonly doubt: (reason: unknown) => void;
  /** Sets the records and tells their subscribers. */
  readonly setRecords: (records: readonly RecordView[]) => void;
  readonly setFailed: (failed: readonly FailedRecord[]) => void;
  readonly setOutbox: (outbox: OutboxSummary) => void;
  readonly acted: readonly ActedOn[];
  /** How many requests were made, by name. */
  readonly asked: Readonly<Record<"snapshot" | "snapshots" | "records", number>>;
  readonly subscribers: () => number;
}

type Answer = <T>(read: () => T) => Promise<T>;

export function createMemorySource(options: MemorySourceOptions = {}): MemorySource {
  const acted: ActedOn[] = [];
  const outcomes = new Map<string, Promise<ActionOutcome>>();
  let broken: Error | undefined;
  let failed = options.failed ?? [];
  let outbox = options.outbox ?? { pending: 0, sending: 0, stuck: 0 };
  const receipts = options.receipts ?? [];
  const answer: Answer = (read) => (broken === undefined ? Promise.resolve(read()) : Promise.reject(broken));
  const asked = { snapshot: 0, snapshots: 0, records: 0 };
  const source: MemorySource = {
    ...memoryStatuses(options.snapshots ?? [], answer, asked),
    ...memoryRecords(options.records ?? [], answer, asked),
    acted,
    asked,
    breakReads: (error) => {
      broken = error;
    },
    setFailed: (next) => {
      failed = next;
    },
    history: (target, page) =>
      answer(() =>
        pageOf(
          receipts.filter((receipt) => isOf(target, receipt)),
          page,
        ),
      ),
    receipt: (id) => answer(() => receipts.find((receipt) => receipt.id === id)),
    failed: (_, page) => answer(() => pageOf(failed, page)),
    setOutbox: (next) => {
      outbox = next;
    },
    outbox: () => answer(() => outbox),
    ledger: () => answer(() => options.ledger),
    health: () => answer(() => options.health ?? { runs: [], needsFix: failed.length }),
    act: (action, key) => {
      const known = outcomes.get(key);
      if (known !== undefined) return known;
      acted.push({ action, key });
      const outcome = options.onAct?.(action, source) ?? Promise.resolve({ state: "accepted" as const });
      outcomes.set(key, outcome);
      return outcome;
    },
  };
  return source;
}

type Statuses = Pick<
  MemorySource,
  "snapshot" | "snapshots" | "streams" | "subscribe" | "set" | "doubt" | "subscribers"
>;

function memoryStatuses(
  given: readonly SyncSnapshot[],
  answer: Answer,
  asked: { snapshot: number; snapshots: number },
): Statuses {
  const snapshots = new Map(given.map((snapshot) => [nameOf(snapshot), snapshot]));
  const listeners = new Map<string, Set<(snapshot: SyncSnapshot) => void>>();
  const doubters = new Set<(reason: unknown) => void>();
  const current = (target: StatusTarget) => snapshots.get(nameOf(target)) ?? exampleSnapshot(target);
  const streamsOf = (connection: string) =>
    [...snapshots.values()].flatMap((snapshot) =>
      snapshot.connection === connection && snapshot.stream !== undefined ? [snapshot.stream] : [],
    );
  return {
    set: (target, change) => {
      const known = current(target);
      const next = { ...known, revision: known.revision + 1, ...change };
      snapshots.set(nameOf(target), next);
      for (const listener of listeners.get(nameOf(target)) ?? []) listener(next);
    },
    snapshot: (target) => {
      asked.snapshot += 1;
      return answer(() => current(target));
    },
    snapshots: (targets) => {
      asked.snapshots += 1;
      return answer(() => targets.map(current));
    },
    streams: (connection) => answer(() => streamsOf(connection)),
    doubt: (reason) => {
      for (const tell of doubters) tell(reason);
    },
    subscribe: (target, listener, onUnreadable = () => undefined) => {
      const name = nameOf(target);
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own.add(listener));
      const tell = (reason: unknown) => onUnreadable(reason);
      doubters.add(tell);
      const known = snapshots.get(name);
      if (known !== undefined) listener(known);
      return () => {
        own.delete(listener);
        doubters.delete(tell);
      };
    },
    subscribers: () => [...listeners.values()].reduce((sum, each) => sum + each.size, 0),
  };
}

function memoryRecords(
  given: readonly RecordView[],
  answer: Answer,
  asked: { records: number },
): RecordSource & Pick<MemorySource, "setRecords"> {
  const listeners = new Set<() => void>();
  let records = given;
  return {
    setRecords: (next) => {
      records = next;
      for (const listener of listeners) listener();
    },
    records: (_, { limit, after }) => {
      asked.records += 1;
      return answer(() => records.filter((record) => after === undefined || record.key > after).slice(0, limit));
    },
    recordsBy: (_, query) => {
      asked.records += 1;
      return answer(() => {
        const best = bestPlaces<RecordView>(indexSearch(query));
        for (const view of records) best.offer(indexPlace(readPointer(view.data, query.index), view.key), view);
        return best.page();
      });
    },
    record: (_, key) => answer(() => records.find((record) => record.key === key)),
    count: () => answer(() => records.length),
    subscribeRecords: (_, listener) => {
      const tell = () => listener(undefined);
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

function nameOf({ connection, stream }: StatusTarget): string {
  return JSON.stringify([connection, stream ?? null]);
}

function isOf({ connection, stream }: StatusTarget, receipt: Receipt): boolean {
  return receipt.connection === connection && (stream === undefined || receipt.stream === stream);
}

function pageOf<T>(items: readonly T[], { limit, cursor }: PageOptions): Page<T> {
  const from = cursor === undefined ? 0 : Number(cursor);
  const to = from + limit;
  const page = items.slice(from, to);
  return to < items.length ? { items: page, next: String(to) } : { items: page };
}
