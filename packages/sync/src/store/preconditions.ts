import { failure, FailureError } from "@waybill/transport";
import type { Lease, Preconditions } from "./contract.ts";

/** What a store holds now of the things that preconditions are about. */
export interface Held {
  readonly lease: Pick<Lease, "token"> | undefined;
  readonly checkpoint: { readonly version: number } | undefined;
  /** Number of the last erasure or removal of tokens. Absent: there was none. */
  readonly erased?: number | undefined;
}

/** Throws `superseded` when something that the batch relies on is no longer true. Called inside the commit that it guards. */
export function judgePreconditions(expect: Preconditions | undefined, held: Held): void {
  if (expect === undefined) return;
  judge("lease", expect.lease?.token, held.lease?.token ?? 0);
  judge("checkpoint", expect.checkpoint, held.checkpoint?.version ?? 0);
  const { since = Infinity } = expect;
  judge("erasure", since, Math.max(since, held.erased ?? 0));
}

function judge(name: "lease" | "checkpoint" | "erasure", expected: number | undefined, found: number): void {
  if (expected === undefined || expected === found) return;
  const message =
    `Nothing was committed: the batch was made under ${name} ${expected}, and the stream now has ${found === 0 ? "none" : found}. ` +
    "Another worker went on with it; read its state again.";
  throw new FailureError(failure("superseded", { message }));
}
