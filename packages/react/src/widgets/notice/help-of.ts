import type { OfferedAction } from "../../describe/actions.ts";
import type { SyncDescription } from "../../describe/describe-sync.ts";
import type { NoticeKind } from "../../describe/notice.ts";

/** Notices that a button of ours can do something about. */
const helped: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  "reload",
  "reconnect",
  "failed",
  "partial",
  "removals",
  "overdue",
]);

/** The one action that belongs to the notice; the others stay elsewhere. Reading the status again does nothing about what it says. */
export function helpOf({ notice, actions }: SyncDescription): readonly OfferedAction[] {
  if (notice === undefined || !helped.has(notice.kind)) return [];
  return actions.slice(0, 1).filter(({ aside, kind }) => !aside && kind !== "refresh");
}
