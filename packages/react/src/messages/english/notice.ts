export const reload = ["notice.reload", "Reload the page to see the current status"] as const;
export const reconnect = ["notice.reconnect", "Reconnect {service} to keep syncing"] as const;
export const accessEnded = ["notice.access_ended", "{service} gives us no access."] as const;
export const nothingLost = ["notice.nothing_lost", "Nothing has been lost."] as const;
export const failed = ["notice.failed", "The last sync failed"] as const;
export const schema = ["notice.schema", "{service} changed its data"] as const;
export const schemaBody = [
  "notice.schema_body",
  "Syncing stopped so that nothing is mixed up. Contact support with the reference on the receipt.",
] as const;
export const plan = ["notice.plan", "Upgrade to keep syncing"] as const;
export const partial = ["notice.partial", "{failed} of {total} {records} did not sync"] as const;
export const heldBack = ["notice.held_back", "{count} {records} did not sync"] as const;
export const heldBackBody = [
  "notice.held_back_body",
  {
    one: "It was kept aside in an earlier sync. Try again to read everything once more.",
    other: "They were kept aside in an earlier sync. Try again to read everything once more.",
  },
] as const;
export const heldRemovals = [
  "notice.held_removals",
  { one: "{count} {records} is gone from {service}", other: "{count} {records} are gone from {service}" },
] as const;
export const heldRemovalsBody = [
  "notice.held_removals_body",
  {
    one: "It is kept here in case that is a mistake. Remove it here, too, or sync again once it is back.",
    other: "They are kept here in case that is a mistake. Remove them here, too, or sync again once they are back.",
  },
] as const;
export const partialSome = ["notice.partial_some", "Some {records} did not sync"] as const;
export const noRecords = ["notice.no_records", "No records were read"] as const;
export const noRecordsBody = ["notice.no_records_body", "{service} has {records}, but sent none."] as const;
export const rest = [
  "notice.rest",
  { one: "The other one is up to date.", other: "The other {count} are up to date." },
] as const;
export const noneSynced = ["notice.none_synced", "None of them could be saved."] as const;
export const slowDown = ["notice.slow_down", "{service} asked us to slow down"] as const;
export const notDurable = ["notice.not_durable", "Nothing is kept when this page closes"] as const;
export const notDurableBody = [
  "notice.not_durable_body",
  "This browser gives us no place to store data. The next visit reads everything again.",
] as const;
export const overdue = ["notice.overdue", "Last synced {when}"] as const;
export const remind = ["notice.remind", "Remind me later"] as const;
export const attempt = ["notice.attempt", "Attempt {n} of {max}"] as const;
export const nextAttempt = ["notice.next_attempt", "Next attempt: {time}"] as const;
