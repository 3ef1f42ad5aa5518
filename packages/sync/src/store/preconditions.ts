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
  const { erased = 0 } = held;
  if (erased > since) throw superseded(`it rests on commit ${since}, and commit ${erased} erased something since`);
}

function judge(name: "lease" | "checkpoint", expected: number | undefined, found: number): void {
  if (expected === undefined || expected === found) return;
  const now = found === 0 ? "none" : found;
  throw superseded(`it was made under ${name} ${expected} of its stream, which now has ${now}`);
}

function superseded(why: string): FailureError {
  const message = `Nothing of the batch was committed: ${why}. Read again what it was made from.`;
  return new FailureError(failure("superseded", { message }));
}
