import type { Ledger, LedgerEntry } from "@waybill/sync/status";
import { isKnownTime } from "../format/known.ts";
import * as ledgerTexts from "../messages/english/ledger.ts";
import * as nounTexts from "../messages/english/noun.ts";
import type { SyncStatus } from "./status.ts";
import { ago } from "./times.ts";
import type { Tone } from "./tone.ts";
import { type DescribeContext, type Wording, createWording, sentences } from "./wording.ts";

/** A comparison older than this proves nothing of today. */
const trustedMs = 86_400_000;

export interface LedgerRow {
  readonly stream: string;
  readonly here: string;
  readonly there: string;
  /** `2 missing here`, `5 differ`; one word when they agree. */
  readonly differences: readonly string[];
  readonly agrees: boolean;
}

export interface LedgerDescription {
  readonly status: SyncStatus;
  readonly tone: Tone;
  /** `All 3,412 contacts match.` */
  readonly text: string;
  /** `Compared 10 minutes ago.` */
  readonly compared?: string | undefined;
  readonly rows: readonly LedgerRow[];
}

/** What a comparison of both sides found, in words. An old one is never green. Pure. */
export function describeLedger(ledger: Ledger, context: DescribeContext): LedgerDescription {
  const wording = createWording(context);
  const { say, format, now } = wording;
  const off = ledger.entries.reduce((sum, entry) => sum + differencesOf(entry), 0);
  const all = ledger.entries.reduce((sum, { here }) => sum + here, 0);
  const old = now !== null && isKnownTime(ledger.comparedAt) && now - ledger.comparedAt > trustedMs;
  const when = ago(ledger.comparedAt, wording);
  // One product noun names the records of one stream; several streams are counted as records.
  const noun = (count: number) =>
    ledger.entries.length > 1 ? say(nounTexts.records, {}, count) : wording.records(count);
  const found =
    off === 0
      ? say(ledgerTexts.agree, { count: format.number(all) ?? "", records: noun(all) }, all)
      : say(ledgerTexts.disagree, { count: format.number(off) ?? "", records: noun(off) }, off);
  return {
    status: old ? "pending" : off === 0 ? "synced" : "partial",
    tone: old || off > 0 ? "warning" : "success",
    text: found,
    compared: sentences(
      when === undefined ? undefined : say(ledgerTexts.compared, { when }),
      old ? say(ledgerTexts.old, {}) : undefined,
    ),
    rows: ledger.entries.map((entry) => rowOf(entry, wording)),
  };
}

function differencesOf({ here, there, missingHere, missingThere, different }: LedgerEntry): number {
  const named = missingHere + missingThere + different;
  // Counts that differ while nothing is named as missing are a difference all the same.
  return named === 0 ? Math.abs(here - there) : named;
}

function rowOf(entry: LedgerEntry, { say, format, service }: Wording): LedgerRow {
  const { missingHere, missingThere, different } = entry;
  const number = (count: number) => format.number(count) ?? "";
  const differences = [
    missingHere > 0 ? say(ledgerTexts.missingHere, { count: number(missingHere) }) : undefined,
    missingThere > 0 ? say(ledgerTexts.missingThere, { count: number(missingThere), service }) : undefined,
    different > 0 ? say(ledgerTexts.differ, { count: number(different) }, different) : undefined,
  ].filter((part) => part !== undefined);
  const off = differencesOf(entry);
  const unnamed =
    off > 0 && differences.length === 0 ? [say(ledgerTexts.differ, { count: number(off) }, off)] : differences;
  return {
    stream: entry.stream,
    here: number(entry.here),
    there: number(entry.there),
    differences: off === 0 ? [say(ledgerTexts.none, {})] : unnamed,
    agrees: off === 0,
  };
}
