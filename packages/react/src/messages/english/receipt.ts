export const titles = {
  run: ["receipt.title", "Sync receipt"],
  mutation: ["receipt.title_mutation", "Change receipt"],
  replay: ["receipt.title_replay", "Retry receipt"],
} as const;

export const outcomes = {
  complete: "Complete",
  partial: "Complete with issues",
  failed: "Failed",
  cancelled: "Stopped",
  superseded: "Taken over",
  applied: "Saved",
  rejected: "Not accepted",
  discarded: "Discarded",
  unknown: "Not confirmed",
} as const;

export const checked = ["receipt.checked", "Checked"] as const;
export const created = ["receipt.created", "Added"] as const;
export const updated = ["receipt.updated", "Updated"] as const;
export const removed = ["receipt.removed", "Removed"] as const;
export const unchanged = ["receipt.unchanged", "Unchanged"] as const;
export const notSynced = ["receipt.not_synced", "Not synced"] as const;
export const swept = ["receipt.swept", "Gone at {service}"] as const;
export const reported = ["receipt.reported", "Reported by {service}"] as const;
export const doesNotAddUp = [
  "receipt.does_not_add_up",
  "These numbers do not add up to {checked}. Contact support with the reference below.",
] as const;
export const started = ["receipt.started", "Started"] as const;
export const finished = ["receipt.finished", "Finished"] as const;
export const took = ["receipt.took", "Took"] as const;
export const attempts = ["receipt.attempts", "Attempts"] as const;
export const completeness = ["receipt.completeness", "Completeness"] as const;
export const provenTotal = ["receipt.proven_total", "Confirmed by the count of {service}"] as const;
export const provenIntervals = ["receipt.proven_intervals", "Confirmed, every interval was closed"] as const;
export const provenToken = ["receipt.proven_token", "Confirmed by {service} at the end of the list"] as const;
export const unproven = ["receipt.unproven", "Not confirmed, {service} gave no proof that this is everything"] as const;
export const reference = ["receipt.reference", "Reference"] as const;
export const copy = ["receipt.copy", "Copy"] as const;
export const copyNamed = ["receipt.copy_named", "Copy reference {id}"] as const;
export const copied = ["receipt.copied", "Copied"] as const;
export const copyFailed = [
  "receipt.copy_failed",
  "The browser did not let us copy. Select the reference and copy it.",
] as const;
export const savedBefore = [
  "receipt.saved_before",
  { one: "{count} {records} was saved before the error.", other: "{count} {records} were saved before the error." },
] as const;
export const counts = ["receipt.counts", "What became of the {records}"] as const;
export const about = ["receipt.about", "About this sync"] as const;
export const pending = ["receipt.pending", "The receipt appears when the sync finishes."] as const;
export const missing = ["receipt.missing", "There is no receipt with this reference any more."] as const;
export const unreadable = [
  "receipt.unreadable",
  "We could not load this receipt. The sync itself is not affected. Try again.",
] as const;
export const loading = ["receipt.loading", "Loading receipt"] as const;
export const retry = ["receipt.retry", "Try again"] as const;
