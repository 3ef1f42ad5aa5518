import { failure, FailureError } from "@waybill/transport";
import type { Lease, Preconditions } from "./contract.ts";

/** What a store holds now of the things that preconditions are about. */
export interface Held {
  readonly lease?: Pick<Lease, "token"> | undefined;
  readonly checkpoint?: { readonly version: number } | undefined;
  /** Number of the last erasure or removal of tokens. Absent: there was none. */
  readonly erased?: number | undefined;
  /** What {@link Store.recall} gives a number to now. */
  readonly recalled?: number | undefined;
}

/** Throws `superseded` when something that the batch relies on is no longer true. Called inside the commit that it guards. */
export function judgePreconditions(expect: Preconditions | undefined, held: Held): void {
  if (expect === undefined) return;
  judge("lease", expect.lease?.token, held.lease?.token ?? 0);
  judge("checkpoint", expect.checkpoint, held.checkpoint?.version ?? 0);
  const { since = Infinity } = expect;
  judge("reading", expect.recalled, held.recalled ?? 0);
  judge("no erasure since commit", since, Math.max(since, held.erased ?? 0));
}

type Ground = "lease" | "reading" | "checkpoint" | "no erasure since commit";

function judge(ground: Ground, expected: number | undefined, found: number): void {
  if (expected === undefined || expected === found) return;
  const message = `Nothing was committed: the batch rests on ${ground} ${expected}, and now there is ${found}. Read again.`;
  throw new FailureError(failure("superseded", { message }));
}
