import { failure, FailureError } from "@waybill/transport";
import type { Lease, Preconditions } from "./contract.ts";

/** What a store holds now of the things that preconditions are about. */
export interface Held {
  readonly lease: Pick<Lease, "token"> | undefined;
  readonly checkpoint: { readonly version: number } | undefined;
  /** Number of the last erasure. Absent: there was none. */
  readonly erased?: number | undefined;
}

/** Throws `superseded` when something that the batch relies on is no longer true. Called inside the commit that it guards. */
export function judgePreconditions(expect: Preconditions | undefined, held: Held): void {
  if (expect === undefined) return;
  judge("lease", expect.lease?.token, held.lease?.token ?? 0);
  judge("checkpoint", expect.checkpoint, held.checkpoint?.version ?? 0);
  if ((held.erased ?? 0) > (expect.since ?? Infinity))
    throw superseded("something was erased since what it stands on was read.");
}

function judge(name: "lease" | "checkpoint", expected: number | undefined, found: number): void {
  if (expected === undefined || expected === found) return;
  throw superseded(
    `the batch was made under ${name} ${expected}, and the stream now has ${found === 0 ? "none" : found}.`,
  );
}

function superseded(why: string): FailureError {
  const message = `Nothing was committed: ${why} Another worker went on with this stream; read its state again before working on it.`;
  return new FailureError(failure("superseded", { message }));
}
