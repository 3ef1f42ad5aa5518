export const list = {
  loading: ["fix.loading", "Loading records that need a fix"],
  unreadable: ["fix.unreadable", "We could not load the list. Nothing has been changed."],
  empty: ["fix.none", "Nothing to fix. Records that do not sync appear here."],
} as const;

export const title = [
  "fix.title",
  { one: "{count} {records} needs a fix", other: "{count} {records} need a fix" },
] as const;
export const titleMore = ["fix.title_more", "More than {count} {records} need a fix"] as const;
export const titlePlain = ["fix.title_plain", "Records that need a fix"] as const;
export const unnamed = ["fix.unnamed", "Record without a name"] as const;
export const retry = ["fix.retry", "Try again"] as const;
export const retryNamed = ["fix.retry_named", "Try again: {name}"] as const;
export const retryAll = ["fix.retry_all", { one: "Try it again", other: "Try all {count} again" }] as const;
export const retrySome = ["fix.retry_some", "Try {count} again"] as const;
export const retryBusy = ["fix.retry_busy", "Trying again…"] as const;
export const ignore = ["fix.ignore", "Ignore"] as const;
export const ignoreNamed = ["fix.ignore_named", "Ignore: {name}"] as const;
export const open = ["fix.open", "Open"] as const;
export const openNamed = ["fix.open_named", "Open: {name}"] as const;
export const selectNamed = ["fix.select_named", "Select {name}"] as const;
export const more = ["fix.more", "Show more"] as const;
export const moreBusy = ["fix.more_busy", "Loading more…"] as const;
export const accepted = ["fix.accepted", "It leaves this list as soon as that works."] as const;
export const rejected = ["fix.rejected", "That did not work. It is still here."] as const;
export const attempts = ["fix.attempts", { one: "Tried once", other: "Tried {count} times" }] as const;
export const ignored = ["fix.ignored", "Ignored:"] as const;
export const undo = ["fix.undo", "Undo"] as const;
export const undoNamed = ["fix.undo_named", "Undo: {name}"] as const;
