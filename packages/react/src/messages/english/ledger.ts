export const list = {
  loading: ["ledger.loading", "Loading the comparison"],
  unreadable: ["ledger.unreadable", "We could not load the comparison."],
  empty: ["ledger.never", "Both sides have not been compared yet."],
} as const;

export const title = ["ledger.title", "Both sides compared"] as const;
export const stream = ["ledger.stream", "Records"] as const;
export const here = ["ledger.here", "Here"] as const;
export const there = ["ledger.there", "At {service}"] as const;
export const difference = ["ledger.difference", "Difference"] as const;
export const none = ["ledger.none", "None"] as const;
export const missingHere = ["ledger.missing_here", "{count} missing here"] as const;
export const missingThere = ["ledger.missing_there", "{count} missing at {service}"] as const;
export const differ = ["ledger.differ", { one: "{count} differs", other: "{count} differ" }] as const;
export const agree = [
  "ledger.agree",
  { one: "The one {records} matches.", other: "All {count} {records} match." },
] as const;
export const disagree = [
  "ledger.disagree",
  { one: "{count} {records} does not match.", other: "{count} {records} do not match." },
] as const;
export const compared = ["ledger.compared", "Compared {when}."] as const;
export const old = ["ledger.old", "This comparison is too old to trust."] as const;
export const comparing = ["ledger.comparing", "Comparing…"] as const;
export const failed = ["ledger.failed", "The last comparison did not finish. This is the one before."] as const;
export const compare = ["ledger.compare", "Compare now"] as const;
