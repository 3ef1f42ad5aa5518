import type { SyncSnapshot } from "../status/snapshot.ts";
import type { HttpStatusSettings } from "./settings.ts";

/** Up to a fifth longer, so that pages that were opened together do not ask together. */
const jitter = 0.2;

/** How long to wait before the targets are asked for again: as often as the liveliest of them deserves. */
export function pollDelay(snapshots: readonly SyncSnapshot[], random: number, settings: HttpStatusSettings): number {
  const shortest = Math.min(...snapshots.map((snapshot) => everyMs(snapshot, settings)), settings.unplannedEveryMs);
  return shortest * (1 + jitter * random);
}

/**
 * How long to wait after `failures` questions in a row that nobody answered, at least as long as the server asked for. Doubles up to a cap, with up to
 * a fifth of jitter.
 * @param failures from 1
 */
export function failureDelay(
  failures: number,
  { random, retryAfterMs = 0 }: { readonly random: number; readonly retryAfterMs?: number | undefined },
  { backoffFromMs, backoffToMs }: HttpStatusSettings,
): number {
  const backoff = Math.min(backoffToMs, backoffFromMs * 2 ** (failures - 1));
  return Math.max(retryAfterMs, backoff) * (1 + jitter * random);
}

function everyMs({ phase, nextAttemptAt }: SyncSnapshot, settings: HttpStatusSettings): number {
  if (phase === "running") return settings.runningEveryMs;
  if (phase === "pending") return settings.pendingEveryMs;
  return nextAttemptAt === undefined ? settings.unplannedEveryMs : settings.idleEveryMs;
}
