import type { SyncSnapshot } from "../status/snapshot.ts";
import type { StatusTarget } from "../status/source.ts";
import { readSnapshots } from "./read-snapshot.ts";
import { type Line, ask, unread } from "./requests.ts";

const path = "/v1/statuses";

/** The snapshots of many targets, in their order, by one question. */
export async function readStatuses(line: Line, targets: readonly StatusTarget[]): Promise<readonly SyncSnapshot[]> {
  if (targets.length === 0) return [];
  const snapshots = await ask(line, { path, body: { targets } }, readSnapshots);
  const matching = targets.every((target, i) => isOf(snapshots[i], target));
  if (!matching || snapshots.length !== targets.length) {
    throw unread("contract", `answered ${path} for other targets than it was asked for`);
  }
  return snapshots;
}

function isOf(snapshot: SyncSnapshot | undefined, { connection, stream }: StatusTarget): boolean {
  return snapshot !== undefined && snapshot.connection === connection && snapshot.stream === stream;
}
