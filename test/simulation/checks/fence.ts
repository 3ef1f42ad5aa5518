import type { Batch, Lease } from "@waybill/sync/store";
import type { Process } from "../world/process.ts";
import { broken, hold } from "./violation.ts";

/** The newest lease that the store took, and who gave it. */
export interface Held {
  readonly lease: Lease;
  readonly process: Process;
}

/** P5: what a run writes is written by the one who holds the stream's newest lease, and names its token. */
export function judgeFence(process: Process, batch: Batch, held: Held | undefined): void {
  if (!isWork(batch)) return;
  if (held === undefined) return broken("P5", `${process.name} committed without any lease`);
  const { lease, process: holder } = held;
  hold(holder === process, "P5", () => `${process.name} committed, and ${holder.name} held the lease`);
  const named = tokenOf(batch);
  hold(named === lease.token, "P5", () => `${process.name} committed under token ${named} instead of ${lease.token}`);
}

const isWork = ({ put = [], remove = [], seen, receipt }: Batch): boolean =>
  put.length > 0 || remove.length > 0 || seen !== undefined || receipt !== undefined;

const tokenOf = ({ expect }: Batch): number | undefined => expect?.lease?.token;

/** P5: each takeover raises the token. `given`: the greatest that was given so far, also before the connection was erased. */
export function judgeLease(next: Lease, held: Lease | undefined, given: number): void {
  if (held === undefined) return hold(next.token > given, "P5", () => `${next.token} was given anew after ${given}`);
  hold(next.token >= held.token, "P5", () => `the token of the lease fell from ${held.token} to ${next.token}`);
  const changesHands = next.owner !== held.owner && next.owner !== "";
  hold(!changesHands || next.token > held.token, "P5", () => `the lease changed hands under token ${next.token}`);
}
