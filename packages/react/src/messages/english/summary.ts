export const attention = [
  "summary.attention",
  { one: "{count} of {total} syncs needs attention", other: "{count} of {total} syncs need attention" },
] as const;
export const allDone = [
  "summary.all_done",
  { one: "{total} sync is up to date", other: "All {total} syncs are up to date" },
] as const;
