export const sent = ["outbox.sent", "All changes sent"] as const;
export const waiting = [
  "outbox.waiting",
  { one: "{count} change waiting to send", other: "{count} changes waiting to send" },
] as const;
export const sending = [
  "outbox.sending",
  { one: "Sending {count} change…", other: "Sending {count} changes…" },
] as const;
export const offline = [
  "outbox.offline",
  {
    one: "Offline. {count} change saved on this device.",
    other: "Offline. {count} changes saved on this device.",
  },
] as const;
export const offlineVolatile = [
  "outbox.offline_volatile",
  {
    one: "Offline. {count} change waiting. Keep this page open.",
    other: "Offline. {count} changes waiting. Keep this page open.",
  },
] as const;
export const stuck = [
  "outbox.stuck",
  { one: "{count} change could not be sent", other: "{count} changes could not be sent" },
] as const;
export const lost = [
  "outbox.lost",
  {
    one: "{count} change was lost before it was known that it arrived",
    other: "{count} changes were lost before it was known that they arrived",
  },
] as const;
export const lostDetail = [
  "outbox.lost_detail",
  {
    one: "This browser removed it, so it cannot be sent from here. Check whether {service} has it before you enter it again.",
    other:
      "This browser removed them, so they cannot be sent from here. Check whether {service} has them before you enter them again.",
  },
] as const;
export const acknowledge = ["outbox.acknowledge", "Mark as checked"] as const;
export const acknowledgeBusy = ["outbox.acknowledge_busy", "Saving…"] as const;
export const failedAcknowledge = ["outbox.failed_acknowledge", "This was not saved. Try again."] as const;
export const review = ["outbox.review", "Review"] as const;
export const since = ["outbox.since", "The oldest is from {when}"] as const;
export const loading = ["outbox.loading", "Checking changes…"] as const;
export const unreadable = ["outbox.unreadable", "Changes could not be checked"] as const;
