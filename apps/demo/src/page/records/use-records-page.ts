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

const pageSize = 25;

/** A page of a stream's records, live. */
export function useRecordsPage(target: StreamTarget, after: string | undefined) {
  const { state, records } = useKeptRecords(target, after);
  const count = useRecordCount(target);
  const trail: Trail | undefined = trailOf(useEntryState()) ?? (after === undefined ? [] : undefined);
  const total = count.state === "ready" ? count.count : undefined;
  const page = pageOf({ pageSize, rows: records?.length ?? 0, total, before: trail?.length });
  return { ...page, state, records, total, trail: trail ?? [] };
}

/** While another page is read the one before stays; undefined where there is none, or it cannot be read. */
function useKeptRecords(target: StreamTarget, after: string | undefined) {
  const shown = useRecords(target, { limit: pageSize, after: after === undefined ? undefined : asRecordKey(after) });
  const [known, setKnown] = useState<readonly RecordView[]>();
  const ready = shown.state === "ready" ? shown.records : undefined;
  if (ready !== undefined && ready !== known) setKnown(ready);
  return { state: shown.state, records: shown.state === "loading" ? known : ready };
}
