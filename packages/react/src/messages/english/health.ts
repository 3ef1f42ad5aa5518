export const title = ["health.title", "Health"] as const;
export const loading = ["health.loading", "Loading health"] as const;
export const unreadable = ["health.unreadable", "We could not load the health of this sync."] as const;
export const tooFew = ["health.too_few", "Not enough history yet. It appears here after {count} syncs."] as const;
export const rate = ["health.rate", "Success rate"] as const;
export const rateSentence = ["health.rate_sentence", "{complete} of the last {total} syncs completed."] as const;
export const freshness = ["health.freshness", "Age of the data"] as const;
export const freshnessTarget = ["health.freshness_target", "Expected at most {span}."] as const;
export const freshnessPlain = ["health.freshness_plain", "Since the last complete sync."] as const;
export const toFix = ["health.to_fix", "Need a fix"] as const;
export const toFixSentence = ["health.to_fix_sentence", "The {records} that did not sync."] as const;
export const recovery = ["health.recovery", "Time to recover"] as const;
export const recoverySentence = [
  "health.recovery_sentence",
  "From a failed sync to the next complete one, on average.",
] as const;
export const strip = ["health.strip", "The last {total} syncs, oldest first: {summary}"] as const;
export const table = ["health.table", "Show as table"] as const;
export const finished = ["health.finished", "Finished"] as const;
export const result = ["health.result", "Result"] as const;
export const outcomes = {
  complete: "Complete",
  partial: "With issues",
  failed: "Failed",
} as const;
