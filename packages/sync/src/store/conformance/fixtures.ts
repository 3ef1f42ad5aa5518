import type { StoredTokens } from "@waybill/transport";
import type { JsonObject } from "../../connector/json.ts";
import type { Checkpoint } from "../../pull/checkpoint/checkpoint.ts";
import type { Mutation } from "../../push/mutation.ts";
import type { Counts, RunReceipt } from "../../receipt/receipt.ts";
import type { BaseRecord, OverlayRecord, QuarantinedRecord, RecordKey, RecordTrace } from "../../record/record.ts";
import { asRecordKey } from "../../record/record-key.ts";

/** Connection and stream of the cases that need no other. */
export const here = { connection: "crm", stream: "contacts" } as const;

export const key: (text: string) => RecordKey = asRecordKey;

export function keys(...texts: readonly string[]): readonly RecordKey[] {
  return texts.map(asRecordKey);
}

export function base(id: string, data: JsonObject = { id }): BaseRecord {
  return { key: key(id), data, hash: `hash of ${id}`, run: "run-1" };
}

export function overlay(id: string, patch: JsonObject | null): OverlayRecord {
  return { key: key(id), patch, mutations: ["m-1"] };
}

/** `count` records whose keys sort by number. */
export function page(count: number, first = 0): readonly BaseRecord[] {
  return Array.from({ length: count }, (_, at) => base(String(first + at).padStart(6, "0"), { n: first + at }));
}

export function checkpoint(version: number): Checkpoint {
  return { format: 1, version, contract: { version: 1, hash: "c0ffee" }, lastCompleteAt: 1_700_000_000_000 };
}

export function quarantined(id: string, stream: string = here.stream): QuarantinedRecord {
  const reason = { reason: "missing_key", message: "Nothing identifies the record.", pointer: "/id" } as const;
  return { id, stream, run: "run-1", ...reason, raw: { name: id }, at: 1_700_000_000_000 };
}

export function trace(id: string, run = "run-1"): RecordTrace {
  return {
    key: key(id),
    touches: [
      { run, page: 2 },
      { run: "run-2", removed: true },
    ],
  };
}

export function mutation(id: string, sequence: number, state: Mutation["state"] = "queued"): Mutation {
  return {
    format: 1,
    id,
    stream: here.stream,
    key: key("1"),
    operation: "update",
    body: { name: id },
    bodyHash: "b0d1",
    idempotencyKey: `key of ${id}`,
    state,
    sequence,
    attempts: 0,
    enqueuedAt: 1_700_000_000_000,
  };
}

const noCounts: Counts = {
  received: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  duplicate: 0,
  filtered: 0,
  quarantined: 0,
  swept: 0,
};

export function receipt(id: string, of: { readonly connection?: string; readonly stream?: string } = {}): RunReceipt {
  return {
    format: 1,
    kind: "run",
    id,
    ...here,
    ...of,
    correlationId: "c-1",
    startedAt: 1_700_000_000_000,
    finishedAt: 1_700_000_001_000,
    attempts: 1,
    outcome: "complete",
    mode: "full",
    checkpoint: { before: 0, after: 1 },
    counts: noCounts,
    completeness: { proven: true, by: "total" },
    pages: 1,
    requests: 1,
    retries: 0,
    waitedMs: 0,
    bytes: 2,
    digest: "d1",
  };
}

export function tokens(accessToken: string): StoredTokens {
  return { format: 1, accessToken, tokenType: "Bearer", refreshToken: `refresh of ${accessToken}` };
}
