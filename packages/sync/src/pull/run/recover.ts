import type { Clock, Failure } from "@waybill/transport";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { PullSettings } from "../settings.ts";

/** What a failed page leads to. */
export type Recovery =
  /** Keep the run and its position, try again later. */
  | { readonly kind: "retry"; readonly at: number }
  /** The vendor forgot the position: begin the list again from what is durable. */
  | { readonly kind: "restart"; readonly at: number }
  /** The vendor no longer has changes that old: read everything. */
  | { readonly kind: "widen"; readonly at: number }
  /** Only the customer can go on: keep the run, do not try again by oneself. */
  | { readonly kind: "block" }
  | { readonly kind: "fail" };

export interface FailedPage {
  readonly failure: Failure;
  readonly run: OpenRun;
  /** Whether the position is a token that a vendor may forget. */
  readonly expires: boolean;
  readonly settings: PullSettings;
  readonly clock: Pick<Clock, "now" | "random">;
}

/** Decides what a failure means for the run. */
export function recover(page: FailedPage): Recovery {
  const { failure, run } = page;
  if (failure.code === "unauthorized" || failure.code === "wrong_account") return { kind: "block" };
  if (!failure.retryable) return beginAgain(page);
  const spent = failure.code !== "offline" && run.attempt >= run.maxAttempts;
  return spent ? { kind: "fail" } : { kind: "retry", at: retryAt(page) };
}

/** 400 and 410 in the middle of a list are how vendors say that a page token, or a point in time, is too old. */
function beginAgain(page: FailedPage): Recovery {
  const { failure, run, settings } = page;
  const forgotten = failure.status === 400 || failure.status === 410;
  if (!forgotten || (run.restarts ?? 0) >= settings.maxRestarts) return { kind: "fail" };
  if (run.position.page > 0 && page.expires) return { kind: "restart", at: retryAt(page) };
  // A window that is too old is a gap; the others are not.
  if (failure.status === 410 && run.mode === "incremental" && run.windows === undefined)
    return { kind: "widen", at: retryAt(page) };
  return { kind: "fail" };
}

/** Full jitter, never before the time that the vendor named, as long as that is a time at which anybody still waits. */
function retryAt({ failure, run, settings, clock }: FailedPage): number {
  const now = clock.now();
  const ceiling = Math.min(settings.backoffCapMs, settings.backoffBaseMs * 2 ** (run.attempt - 1));
  const named = Math.min(failure.retryAt ?? 0, now + settings.maxWaitMs);
  return Math.max(now + Math.floor(clock.random() * ceiling), named);
}
