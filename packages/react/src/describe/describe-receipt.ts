import type { Counts, Receipt } from "@waybill/sync/status";
import { isKnownNumber } from "../format/known.ts";
import * as receiptTexts from "../messages/english/receipt.ts";
import { outcomeLooks } from "./outcome-looks.ts";
import { reasonOf } from "./reason.ts";
import type { SyncStatus } from "./status.ts";
import type { Tone } from "./tone.ts";
import { type DescribeContext, type Wording, createWording, sentences } from "./wording.ts";

/** One line of a receipt. */
export interface ReceiptFact {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Epoch milliseconds, when the value is a time. */
  readonly time?: number | undefined;
  /** True when the value is zero: said, but quietly. */
  readonly zero?: boolean | undefined;
  /** What it asks for, when it asks for attention. */
  readonly tone?: Tone | undefined;
}

/** A receipt, ready to be laid out. */
export interface ReceiptDescription {
  readonly id: string;
  readonly title: string;
  readonly status: SyncStatus;
  readonly tone: Tone;
  readonly label: string;
  /** `12 May 2026, 14:02` and `1 min 12 sec`. */
  readonly when: readonly string[];
  readonly countsTitle: string;
  /** Absent for a write. */
  readonly counts?: readonly ReceiptFact[] | undefined;
  /** Set when the counts do not add up: shown, not hidden. */
  readonly mismatch?: string | undefined;
  readonly about: readonly ReceiptFact[];
  /** What happened and what it left, when something did. */
  readonly failure?: string | undefined;
}

type Outcome = Receipt["outcome"];

/** The same numbers as the receipt holds, in a customer's words. Pure. */
export function describeReceipt(receipt: Receipt, context: DescribeContext): ReceiptDescription {
  const wording = createWording(context);
  const counts = receipt.kind === "mutation" ? undefined : receipt.counts;
  const mismatch = counts === undefined ? undefined : mismatchOf(counts, wording);
  const outcome = outcomeOf(receipt, mismatch !== undefined);
  const [status, tone] = outcomeLooks[outcome];
  return {
    id: receipt.id,
    title: wording.say(receiptTexts.titles[receipt.kind] ?? receiptTexts.titles.run, {}),
    status,
    tone,
    label: wording.say([`receipt.${outcome}`, receiptTexts.outcomes[outcome]], {}),
    when: [wording.format.date(receipt.finishedAt), took(receipt, wording)].filter((part) => part !== undefined),
    countsTitle: wording.say(receiptTexts.counts, { records: wording.records() }),
    counts: counts === undefined ? undefined : countFacts(counts, receipt, wording),
    mismatch,
    about: aboutFacts(receipt, outcome, wording),
    failure: failureOf(receipt, counts, wording),
  };
}

/** A receipt that contradicts itself is not called complete, whatever it claims. */
function outcomeOf({ outcome }: Receipt, contradicted: boolean): Outcome {
  if (contradicted && outcome === "complete") return "partial";
  return Object.hasOwn(outcomeLooks, outcome) ? outcome : "unknown";
}

/** What a customer calls checked: a second copy and what was declared out do not count. */
function checkedOf({ received, duplicate, filtered }: Counts): number {
  return received - duplicate - filtered;
}

function countFacts(counts: Counts, receipt: Receipt, wording: Wording): readonly ReceiptFact[] {
  const { say, service } = wording;
  const facts: readonly (readonly [name: string, label: string, value: number | undefined])[] = [
    ["checked", say(receiptTexts.checked, {}), checkedOf(counts)],
    ["created", say(receiptTexts.created, {}), counts.created],
    ["updated", say(receiptTexts.updated, {}), counts.updated],
    ["removed", say(receiptTexts.removed, {}), counts.removed],
    ["unchanged", say(receiptTexts.unchanged, {}), counts.unchanged],
    ["failed", say(receiptTexts.notSynced, {}), counts.quarantined],
    ["swept", say(receiptTexts.swept, { service }), counts.swept === 0 ? undefined : counts.swept],
    ["reported", say(receiptTexts.reported, { service }), receipt.kind === "run" ? receipt.reported : undefined],
  ];
  return facts.flatMap(([name, label, value]) => {
    const text = wording.format.number(value);
    return text === undefined
      ? []
      : [
          {
            name,
            label,
            value: text,
            zero: value === 0,
            tone: name === "failed" && value !== 0 ? "warning" : undefined,
          },
        ];
  });
}

function mismatchOf(counts: Counts, wording: Wording): string | undefined {
  const checked = checkedOf(counts);
  const parts = counts.created + counts.updated + counts.removed + counts.unchanged + counts.quarantined;
  if (checked === parts) return undefined;
  return wording.say(receiptTexts.doesNotAddUp, { checked: wording.format.number(checked) ?? "" });
}

function aboutFacts(receipt: Receipt, outcome: Outcome, wording: Wording): readonly ReceiptFact[] {
  const { say, format } = wording;
  return [
    timeFact("started", say(receiptTexts.started, {}), receipt.startedAt, wording),
    timeFact("finished", say(receiptTexts.finished, {}), receipt.finishedAt, wording),
    fact("took", say(receiptTexts.took, {}), took(receipt, wording)),
    fact(
      "attempts",
      say(receiptTexts.attempts, {}),
      receipt.attempts > 1 ? format.number(receipt.attempts) : undefined,
    ),
    fact(
      "completeness",
      say(receiptTexts.completeness, {}),
      outcome === "complete" ? completenessOf(receipt, wording) : undefined,
    ),
  ].filter((line) => line !== undefined);
}

function fact(name: string, label: string, value: string | undefined): ReceiptFact | undefined {
  return value === undefined ? undefined : { name, label, value };
}

function timeFact(name: string, label: string, time: number, { format }: Wording): ReceiptFact | undefined {
  const value = format.dateTime(time);
  return value === undefined ? undefined : { name, label, value, time };
}

function took(receipt: Receipt, { format }: Wording): string | undefined {
  return format.duration(receipt.finishedAt - receipt.startedAt);
}

/** Whether the run can show that it saw everything; said only of runs that claim to have. */
function completenessOf(receipt: Receipt, { say, service }: Wording): string | undefined {
  if (receipt.kind !== "run") return undefined;
  const { completeness } = receipt;
  // Why not is said to developers: a vendor that counts may still prove nothing, as where its list moved or its count fell.
  if (!completeness.proven) return say(receiptTexts.unproven, { service });
  if (completeness.by === "intervals") return say(receiptTexts.provenIntervals, {});
  return say(completeness.by === "total" ? receiptTexts.provenTotal : receiptTexts.provenToken, { service });
}

function failureOf(receipt: Receipt, counts: Counts | undefined, wording: Wording): string | undefined {
  if (receipt.failure === undefined) return undefined;
  const saved = counts === undefined ? 0 : counts.created + counts.updated;
  const kept =
    isKnownNumber(saved) && saved > 0
      ? wording.say(receiptTexts.savedBefore, savedWords(saved, wording), saved)
      : undefined;
  return sentences(reasonOf(receipt.failure, wording), kept);
}

function savedWords(saved: number, wording: Wording) {
  return { count: wording.format.number(saved) ?? "", records: wording.records(saved) };
}
