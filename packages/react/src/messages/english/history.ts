export const list = {
  loading: ["history.loading", "Loading activity"],
  unreadable: ["history.unreadable", "We could not load the activity."],
  empty: ["history.empty", "No activity yet. It appears here after the first sync."],
} as const;

export const outcomes = {
  complete: "Sync complete",
  partial: "Synced with issues",
  failed: "Sync failed",
  cancelled: "Sync stopped",
  superseded: "Another sync took over",
  applied: "Change saved at {service}",
  rejected: "Change not accepted by {service}",
  discarded: "Change discarded",
  unknown: "Change not confirmed by {service}",
} as const;

export const title = ["history.title", "Activity"] as const;
export const older = ["history.older", "Show older activity"] as const;
export const olderBusy = ["history.older_busy", "Loading older activity…"] as const;
export const created = ["history.created", "{count} added"] as const;
export const updated = ["history.updated", "{count} updated"] as const;
export const removed = ["history.removed", "{count} removed"] as const;
export const notSynced = ["history.not_synced", "{count} not synced"] as const;
export const noChanges = ["history.no_changes", "No changes"] as const;
export const quiet = ["history.quiet", "Synced {count} times without changes"] as const;
export const today = ["history.today", "Today"] as const;
export const yesterday = ["history.yesterday", "Yesterday"] as const;
