import type {
  Completeness,
  Counts,
  MutationReceipt,
  ParentCounts,
  Receipt,
  ReplayReceipt,
  RunReceipt,
  TroubledParent,
} from "../receipt/receipt.ts";
import { receiptFormat } from "../receipt/receipt.ts";
import { type Check, exactly, list, number, object, oneOf, text, word } from "./check.ts";
import { readFailure } from "./read-snapshot.ts";

const readCounts: Check<Counts> = object<Counts, object>(
  {
    received: number,
    created: number,
    updated: number,
    unchanged: number,
    removed: number,
    duplicate: number,
    filtered: number,
    quarantined: number,
    swept: number,
  },
  {},
);

const readCompleteness: Check<Completeness> = oneOf<Completeness>(
  object<Extract<Completeness, { proven: true }>, object>({ proven: exactly(true), by: word() }, {}),
  object<Extract<Completeness, { proven: false }>, object>({ proven: exactly(false), why: text }, {}),
);

const readTroubled = object<TroubledParent, object>({ key: word(), code: word() }, {});
const readParents = object<ParentCounts, object>(
  { read: number, passed: number, failed: number, troubled: list(readTroubled) },
  {},
);

const head = {
  format: exactly(receiptFormat),
  id: text,
  connection: text,
  stream: text,
  correlationId: text,
  startedAt: number,
  finishedAt: number,
  attempts: number,
} as const;
const headMore = { previous: text, failure: readFailure } as const;

type Head = keyof typeof head;
type HeadMore = keyof typeof headMore;
type RunMusts =
  | Head
  | "kind"
  | "outcome"
  | "mode"
  | "checkpoint"
  | "counts"
  | "completeness"
  | "pages"
  | "requests"
  | "retries"
  | "waitedMs"
  | "bytes"
  | "digest";

const readRun = object<Pick<RunReceipt, RunMusts>, Pick<RunReceipt, HeadMore | "why" | "reported" | "parents">>(
  {
    ...head,
    kind: exactly("run"),
    outcome: word(),
    mode: word(),
    checkpoint: object<RunReceipt["checkpoint"], object>({ before: number, after: number }, {}),
    counts: readCounts,
    completeness: readCompleteness,
    pages: number,
    requests: number,
    retries: number,
    waitedMs: number,
    bytes: number,
    digest: text,
  },
  { ...headMore, why: text, reported: number, parents: readParents },
);

const readMutation = object<
  Pick<MutationReceipt, Head | "kind" | "outcome" | "mutation">,
  Pick<MutationReceipt, HeadMore>
>({ ...head, kind: exactly("mutation"), outcome: word(), mutation: text }, headMore);

const readReplay = object<
  Pick<ReplayReceipt, Head | "kind" | "outcome" | "of" | "counts">,
  Pick<ReplayReceipt, HeadMore>
>({ ...head, kind: exactly("replay"), outcome: word(), of: text, counts: readCounts }, headMore);

export const readReceipt: Check<Receipt> = oneOf<Receipt>(readRun, readMutation, readReplay);
