import { useQuery } from "@tanstack/react-query";
import type { IndexQuery, RecordKey, RecordSource, RecordView, StatusTarget } from "@waybill/sync/status";
import { useEffect } from "react";
import { coalesce } from "../live/coalesce.ts";
import { type RecordsRange, recordCountQuery, recordQuery, recordsQuery, targetKey } from "../queries.ts";
import { type Session, type WaybillSource, useSession } from "../session.ts";
import { useSettings } from "../settings.ts";

/** `unsupported`: the source gives status but no records, or none by an index where they are asked for by one. */
export type RecordsState =
  | { readonly state: "unsupported" | "loading"; readonly records: readonly [] }
  /** `next`: the `cursor` of the page that follows, where records are read by an index and there are more. */
  | { readonly state: "ready"; readonly records: readonly RecordView[]; readonly next?: string | undefined }
  | { readonly state: "error"; readonly records: readonly []; readonly error: Error };

export type RecordCountState =
  | { readonly state: "unsupported" | "loading" }
  | { readonly state: "ready"; readonly count: number }
  | { readonly state: "error"; readonly error: Error };

type Stream = Required<StatusTarget>;

/** Records of a stream, live: by key, or by the value of a field that the connector declares an index on. */
export function useRecords(target: Stream, options: RecordsRange | IndexQuery): RecordsState {
  const session = useSession("useRecords");
  const records = recordsOf(session, "index" in options ? [...byKey, "recordsBy"] : byKey);
  useRecordChanges(session, records, target);
  const { scope } = session;
  const { data, error } = useQuery(
    { ...recordsQuery(records ?? nothing, target, { ...options, scope }), enabled: records !== undefined },
    session.client,
  );
  if (records === undefined) return { state: "unsupported", records: [] };
  if (data !== undefined) return { state: "ready", records: data.items, next: data.next };
  return error === null ? { state: "loading", records: [] } : { state: "error", records: [], error };
}

/** How many records a stream holds, live. */
export function useRecordCount(target: Stream): RecordCountState {
  const session = useSession("useRecordCount");
  const records = recordsOf(session);
  useRecordChanges(session, records, target);
  const { data, error } = useQuery(
    { ...recordCountQuery(records ?? nothing, target, session), enabled: records !== undefined },
    session.client,
  );
  if (records === undefined) return { state: "unsupported" };
  if (data !== undefined) return { state: "ready", count: data };
  return error === null ? { state: "loading" } : { state: "error", error };
}

/** `null`: the stream holds no record of that key. */
export type RecordState =
  | { readonly state: "unsupported" | "loading" }
  | { readonly state: "ready"; readonly record: RecordView | null }
  | { readonly state: "error"; readonly error: Error };

/** One record of a stream, live. */
export function useRecord(target: Stream, key: RecordKey): RecordState {
  const session = useSession("useRecord");
  const records = recordsOf(session);
  useRecordChanges(session, records, target);
  const { data, error } = useQuery(
    { ...recordQuery(records ?? nothing, target, key, session), enabled: records !== undefined },
    session.client,
  );
  if (records === undefined) return { state: "unsupported" };
  if (data !== undefined) return { state: "ready", record: data };
  return error === null ? { state: "loading" } : { state: "error", error };
}

/** Stands in for a source without records; its queries are never run. */
const nothing: Omit<RecordSource, "subscribeRecords"> = {
  record: () => Promise.resolve(undefined),
  records: () => Promise.resolve([]),
  recordsBy: () => Promise.resolve({ items: [] }),
  count: () => Promise.resolve(0),
};

const byKey = ["records", "record", "count", "subscribeRecords"] as const;

/** A source's records, where it can be asked for them in these ways: not every one knows of indexes. */
function recordsOf({ source }: Session, ways: readonly (keyof RecordSource)[] = byKey): RecordSource | undefined {
  return hasRecords(source, ways) ? source : undefined;
}

function hasRecords(
  source: WaybillSource,
  ways: readonly (keyof RecordSource)[],
): source is WaybillSource & RecordSource {
  return ways.every((way) => way in source);
}

const kinds = ["records", "record", "count"] as const;

/** Reads what is shown again after each commit; commits that come while reading cause one more read. */
function useRecordChanges(session: Session, records: RecordSource | undefined, target: Stream): void {
  const { onError } = useSettings();
  const { connection, stream } = target;
  useEffect(() => {
    if (records === undefined) return undefined;
    const own = { connection, stream };
    const readAgain = coalesce(async () => {
      await Promise.all(
        kinds.map((kind) => session.client.invalidateQueries({ queryKey: targetKey(kind, own, session) })),
      );
    }, onError);
    const leave = records.subscribeRecords(own, readAgain);
    return () => {
      leave();
      // Nobody may tell of the next commits: what is kept of these records is old for whoever shows them again.
      for (const kind of kinds)
        void session.client.invalidateQueries({
          queryKey: targetKey(kind, own, session),
          refetchType: "none",
        });
    };
  }, [session, records, connection, stream, onError]);
}
