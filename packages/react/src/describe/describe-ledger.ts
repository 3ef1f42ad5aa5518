import type { Ledger, LedgerEntry } from "@waybill/sync/status";
import { isKnownNumber, isKnownTime } from "../format/known.ts";
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

/** What a comparison of both sides found, in words. One that is old, of an unknown age or of nothing is never green. Pure. */
export function describeLedger(ledger: Ledger, context: DescribeContext): LedgerDescription {
  const wording = createWording(context);
  const { say, now } = wording;
  const off = ledger.entries.reduce((sum, entry) => sum + differencesOf(entry), 0);
  const age = ageOf(ledger, now);
  const old = !(age <= trustedMs);
  const when = Number.isNaN(age) ? undefined : ago(ledger.comparedAt, wording);
  const [status, tone] = lookOf(ledger.entries.length === 0 ? NaN : off, old);
  return {
    status,
    // Without a clock nobody knows how old it is.
    tone: now === null && tone === "success" ? "neutral" : tone,
    text: foundOf(ledger, off, wording),
    compared: sentences(
      when === undefined ? undefined : say(ledgerTexts.compared, { when }),
      old ? say(ledgerTexts.old, {}) : undefined,
    ),
    rows: ledger.entries.map((entry) => rowOf(entry, wording)),
  };
}

/** Milliseconds; none while there is no clock, not a number of a time that is none or lies well ahead. */
function ageOf({ comparedAt }: Ledger, now: number | null): number {
  const age = isKnownTime(comparedAt) ? (now ?? comparedAt) - comparedAt : NaN;
  return age < -trustedMs ? NaN : age;
}

function lookOf(off: number, old: boolean): readonly [SyncStatus, Tone] {
  if (!isKnownNumber(off)) return ["unknown", "neutral"];
  if (old) return ["pending", "warning"];
  return off === 0 ? ["synced", "success"] : ["partial", "warning"];
}

function foundOf({ entries }: Ledger, off: number, { say, format, records }: Wording): string {
  if (entries.length === 0) return say(ledgerTexts.list.empty, {});
  if (!isKnownNumber(off)) return say(ledgerTexts.list.unreadable, {});
  const all = entries.reduce((sum, { here }) => sum + here, 0);
  // One product noun names the records of one stream; several streams are counted as records.
  const noun = (count: number) => (entries.length > 1 ? say(nounTexts.records, {}, count) : records(count));
  return off === 0
    ? say(ledgerTexts.agree, { count: format.number(all) ?? "", records: noun(all) }, all)
    : say(ledgerTexts.disagree, { count: format.number(off) ?? "", records: noun(off) }, off);
}

/** Not a number where one of those it is told by is none: what cannot be read agrees with nothing. */
function differencesOf({ here, there, missingHere, missingThere, different }: LedgerEntry): number {
  if (![here, there, missingHere, missingThere, different].every(isKnownNumber)) return NaN;
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
