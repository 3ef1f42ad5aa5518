export const list = {
  loading: ["history.loading", "Loading activity"],
  unreadable: ["history.unreadable", "We could not load the activity."],
  empty: ["history.empty", "No activity yet. It appears here after the first sync."],
} as const;

export const outcomes = {
  complete: ["history.complete", "Sync complete"],
  partial: ["history.partial", "Synced with issues"],
  failed: ["history.failed", "Sync failed"],
  cancelled: ["history.cancelled", "Sync stopped"],
  superseded: ["history.superseded", "Another sync took over"],
  applied: ["history.applied", "Change saved at {service}"],
  rejected: ["history.rejected", "Change not accepted by {service}"],
  discarded: ["history.discarded", "Change discarded"],
  unknown: ["history.unknown", "Change not confirmed by {service}"],
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
