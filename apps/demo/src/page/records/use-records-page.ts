import { useRecordCount, useRecords } from "@waybill/react";
import type { RecordView } from "@waybill/sync";
import { asRecordKey } from "@waybill/sync/explain";
import { useState } from "react";
import { useEntryState } from "../routing/navigation.ts";
import { pageOf } from "./page-of.ts";
import { type Trail, trailOf } from "./trail.ts";

interface StreamTarget {
  readonly connection: string;
  readonly stream: string;
}

/** Where a page of a list is. */
interface PagePlace {
  /** Key of the last record of the page before. */
  readonly after: string | undefined;
  /** Undefined where nobody counted the pages before. */
  readonly trail: Trail | undefined;
}

const pageSize = 25;

/** A page of a stream's records, live. While another one is read, all of it stays: rows, their numbers and where the pages beside it are. */
export function useRecordsPage(target: StreamTarget, after: string | undefined) {
  const trail = trailOf(useEntryState()) ?? (after === undefined ? [] : undefined);
  const { state, records, place } = useKeptRecords(target, { after, trail });
  const count = useRecordCount(target);
  const total = count.state === "ready" ? count.count : undefined;
  const page = pageOf({ pageSize, rows: records?.length ?? 0, total, before: place.trail?.length });
  return { ...page, state, records, total, after: place.after, trail: place.trail ?? [] };
}

interface Kept {
  readonly records: readonly RecordView[];
  readonly place: PagePlace;
}

/** `records` is undefined where there is nothing to keep, or the page cannot be read. */
function useKeptRecords(target: StreamTarget, place: PagePlace) {
  const after = place.after === undefined ? undefined : asRecordKey(place.after);
  const shown = useRecords(target, { limit: pageSize, after });
  const [kept, setKept] = useState<Kept>();
  const ready = shown.state === "ready" ? shown.records : undefined;
  if (ready !== undefined && (ready !== kept?.records || place.after !== kept.place.after))
    setKept({ records: ready, place });
  const known = shown.state === "loading" ? kept : undefined;
  return { state: shown.state, place, records: ready, ...known };
}
