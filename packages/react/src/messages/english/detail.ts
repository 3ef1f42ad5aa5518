export const connect = ["detail.connect", "Connect {service} to start syncing."] as const;
export const connectAgain = ["detail.connect_again", "Connect {service} to keep syncing."] as const;
export const startsIn = ["detail.starts_in", "Starts {when}."] as const;
export const queue = ["detail.queue", "In the queue."] as const;
export const firstRun = ["detail.first_run", "The first sync has not started yet."] as const;
export const firstRunOfRest = ["detail.rest", "Not everything is synced yet."] as const;
export const starting = ["detail.starting", "Starting…"] as const;
export const stillWorking = ["detail.still_working", "Still working…"] as const;
export const tryingAgainSince = ["detail.trying_again_since", "The last attempt failed {when}. Trying again."] as const;
export const tryingAgain = ["detail.trying_again", "The last attempt failed. Trying again."] as const;
export const slowDown = ["detail.slow_down", "{service} asked us to slow down."] as const;
export const continuesAt = ["detail.continues_at", "Continues at {time}."] as const;
export const continuesSoon = ["detail.continues_soon", "Continues as soon as it lets us."] as const;
export const offline = ["detail.offline", "No network connection. Continues when it is back."] as const;
export const lastSynced = ["detail.last_synced", "Last synced {when}."] as const;
export const nothingToUpdate = ["detail.nothing_to_update", "Nothing to update."] as const;
export const noRecordsRead = ["detail.no_records_read", "No records were read."] as const;
export const failedOf = ["detail.failed_of", "{failed} of {total} {records} did not sync."] as const;
export const heldBack = ["detail.held_back", "{count} {records} from an earlier sync did not sync."] as const;
export const heldRemovals = [
  "detail.held_removals",
  {
    one: "{count} {records} is gone from {service} and kept here.",
    other: "{count} {records} are gone from {service} and kept here.",
  },
] as const;
export const someFailed = ["detail.some_failed", "Some {records} did not sync."] as const;
export const notAllChecked = ["detail.not_all_checked", "Not every one of the {records} could be checked."] as const;
export const usually = ["detail.usually", "We usually sync every {span}."] as const;
export const usuallyMinute = ["detail.usually_minute", "We usually sync every minute."] as const;
export const usuallyHour = ["detail.usually_hour", "We usually sync every hour."] as const;
export const usuallyDay = ["detail.usually_day", "We usually sync every day."] as const;
export const waiting = [
  "detail.waiting",
  {
    one: "{count} change is waiting. Nothing has been lost.",
    other: "{count} changes are waiting. Nothing has been lost.",
  },
] as const;
export const accessEnded = ["detail.access_ended", "{service} gives us no access. Nothing has been lost."] as const;
export const accessEndedVolatile = ["detail.access_ended_volatile", "{service} gives us no access."] as const;
export const paused = ["detail.paused", "Syncing continues when you resume it."] as const;
export const plan = ["detail.plan", "The {service} plan does not include this. Upgrade it to keep syncing."] as const;
export const schema = [
  "detail.schema",
  "{service} changed its data. A person needs to look at it before syncing continues.",
] as const;
export const unknown = ["detail.unknown", "We could not load the status. Your sync may still be running."] as const;
export const old = ["detail.old", "Status from {when}."] as const;
export const newer = [
  "detail.newer",
  "A newer version was opened in this browser, so this page shows nothing new.",
] as const;
export const notDurable = ["detail.not_durable", "Nothing is kept when this page closes."] as const;
export const tryAgainAt = ["detail.try_again_at", "We will try again at {time}."] as const;
export const tryAgainSoon = ["detail.try_again_soon", "We will try again soon."] as const;
