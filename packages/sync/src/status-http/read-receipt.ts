import type {
  Completeness,
  Counts,
  DriftFinding,
  MutationReceipt,
  ParentCounts,
  Receipt,
  ReplayReceipt,
  RunEvent,
  RunLog,
  RunReceipt,
  TroubledParent,
} from "../receipt/receipt.ts";
import { receiptFormat } from "../receipt/receipt.ts";
import { type Check, exactly, list, listOfKnown, number, object, oneOf, text, word } from "./check.ts";
import { readFailure } from "./read-failure.ts";

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

type DriftMusts = Pick<DriftFinding, "kind" | "message">;
const readDrift = object<DriftMusts, Omit<DriftFinding, keyof DriftMusts>>(
  { kind: word(), message: text },
  { pointer: text },
);

type EventMusts = Pick<RunEvent, "kind" | "at" | "page">;
const readEvent = object<EventMusts, Omit<RunEvent, keyof EventMusts>>(
  { kind: word(), at: number, page: number },
  { code: word(), status: number, until: number, retries: number, waitedMs: number, aheadMs: number },
);

const readLog = object<RunLog, object>({ events: listOfKnown(readEvent), left: number }, {});

const readRun = object<Pick<RunReceipt, RunMusts>, Omit<RunReceipt, RunMusts>>(
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
  {
    ...headMore,
    why: text,
    since: text,
    until: text,
    reported: number,
    parents: readParents,
    drift: listOfKnown(readDrift),
    log: readLog,
  },
);

type MutationMusts = Head | "kind" | "outcome" | "mutation";

const readMutation = object<Pick<MutationReceipt, MutationMusts>, Omit<MutationReceipt, MutationMusts>>(
  { ...head, kind: exactly("mutation"), outcome: word(), mutation: text },
  headMore,
);

type ReplayMusts = Head | "kind" | "outcome" | "of" | "counts";

const readReplay = object<Pick<ReplayReceipt, ReplayMusts>, Omit<ReplayReceipt, ReplayMusts>>(
  { ...head, kind: exactly("replay"), outcome: word(), of: text, counts: readCounts },
  { ...headMore, why: text },
);

export const readReceipt: Check<Receipt> = oneOf<Receipt>(readRun, readMutation, readReplay);
