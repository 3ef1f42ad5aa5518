import type { Receipt } from "@waybill/sync/status";
import * as historyTexts from "../messages/english/history.ts";
import { outcomeLooks } from "./outcome-looks.ts";
import type { SyncStatus } from "./status.ts";
import type { Tone } from "./tone.ts";
import { type DescribeContext, type Wording, createWording } from "./wording.ts";

/** One thing that happened, or a row of quiet syncs told as one. */
export interface HistoryItem {
  /** Receipt of the newest that it stands for. */
  readonly id: string;
  readonly status: SyncStatus;
  readonly tone: Tone;
  /** `Sync complete` */
  readonly text: string;
  /** `118 added`, `3 not synced` */
  readonly changes: readonly string[];
  /** `14:02` */
  readonly time: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How many receipts it stands for. */
  readonly count: number;
  /** Of which streams they are. */
  readonly streams: readonly string[];
  /** What those are called: `Contacts and deals`. Absent in the history of one stream. */
  readonly of?: string | undefined;
}

export interface HistoryDay {
  readonly label: string;
  readonly items: readonly HistoryItem[];
}

const dayMs = 86_400_000;

/** Receipts, newest first, as days of one-line sentences. What a newer version wrote and this one does not know is left out. `nameOf`, where they are of several streams: what a receipt is of. */
export function describeHistory(
  receipts: readonly Receipt[],
  context: DescribeContext,
  nameOf?: (receipt: Receipt) => string,
): readonly HistoryDay[] {
  const wording = createWording(context);
  const known = receipts.filter((receipt) => Object.hasOwn(outcomeLooks, receipt.outcome));
  const days: { label: string; items: HistoryItem[] }[] = [];
  for (const group of quietGroups(known)) {
    const [newest] = group;
    if (newest === undefined) continue;
    const label = dayOf(newest.finishedAt, wording);
    const day = days.at(-1);
    const streams = [...new Set(group.map(({ stream }) => stream))];
    const of = nameOf === undefined ? undefined : wording.format.list([...new Set(group.map(nameOf))]);
    const item = { ...itemOf(newest, group.length, wording), streams, of };
    if (day?.label === label) day.items.push(item);
    else days.push({ label, items: [item] });
  }
  return days;
}

/** Neighbours that are complete and changed nothing are one group. */
function quietGroups(receipts: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const groups: Receipt[][] = [];
  for (const receipt of receipts) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && isQuiet(before) && isQuiet(receipt)) last.push(receipt);
    else groups.push([receipt]);
  }
  return groups;
}

function isQuiet(receipt: Receipt): boolean {
  if (receipt.kind !== "run" || receipt.outcome !== "complete") return false;
  const { created, updated, removed, swept } = receipt.counts;
  return created + updated + removed + swept === 0;
}

function itemOf(receipt: Receipt, count: number, wording: Wording): Omit<HistoryItem, "streams" | "of"> {
  const [status, tone] = outcomeLooks[receipt.outcome];
  return {
    id: receipt.id,
    status,
    tone,
    text: textOf(receipt, count, wording),
    changes: count > 1 ? [] : changesOf(receipt, wording),
    time: wording.format.time(receipt.finishedAt) ?? "",
    at: receipt.finishedAt,
    count,
  };
}

function textOf(receipt: Receipt, count: number, { say, service, format }: Wording): string {
  if (count > 1) return say(historyTexts.quiet, { count: format.number(count) ?? "" });
  return say([`history.${receipt.outcome}`, historyTexts.outcomes[receipt.outcome]], { service });
}

function changesOf(receipt: Receipt, { say, format }: Wording): readonly string[] {
  if (receipt.kind === "mutation") return [];
  const { created, updated, removed, swept, quarantined } = receipt.counts;
  const changes = (
    [
      [historyTexts.created, created],
      [historyTexts.updated, updated],
      [historyTexts.removed, removed + swept],
      [historyTexts.notSynced, quarantined],
    ] as const
  ).flatMap(([key, count]) => {
    const number = count > 0 ? format.number(count) : undefined;
    return number === undefined ? [] : [say(key, { count: number }, count)];
  });
  return changes.length === 0 && receipt.outcome === "complete" ? [say(historyTexts.noChanges, {})] : changes;
}

function dayOf(time: number, { now, format, say }: Wording): string {
  const date = format.date(time) ?? "";
  if (now === null) return date;
  if (date === format.date(now)) return say(historyTexts.today, {});
  return date === format.date(now - dayMs) ? say(historyTexts.yesterday, {}) : date;
}
