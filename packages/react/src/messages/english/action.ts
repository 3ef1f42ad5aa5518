export const labels = {
  sync: ["action.sync", "Sync now"],
  retry: ["action.retry", "Try again now"],
  pause: ["action.pause", "Pause"],
  resume: ["action.resume", "Resume"],
  cancel: ["action.cancel", "Stop"],
  refresh: ["action.refresh", "Try again"],
  reload: ["action.reload", "Reload page"],
} as const;

export const busyLabels = {
  sync: ["action.sync_busy", "Starting sync…"],
  retry: ["action.retry_busy", "Trying again…"],
  pause: ["action.pause_busy", "Pausing…"],
  resume: ["action.resume_busy", "Resuming…"],
  cancel: ["action.cancel_busy", "Stopping…"],
  refresh: ["action.refresh_busy", "Checking status…"],
  reload: ["action.reload_busy", "Reloading…"],
} as const;

export const refusals = {
  sync: ["action.failed.sync", "We could not start the sync. Try again."],
  retry: ["action.failed.retry", "We could not start the sync. Try again."],
  pause: ["action.failed.pause", "We could not pause the sync. Try again."],
  resume: ["action.failed.resume", "We could not resume the sync. Try again."],
  cancel: ["action.failed.cancel", "We could not stop the sync. Try again."],
  refresh: ["action.failed.refresh", "We could not load the status. Try again."],
  reload: ["action.failed.reload", "The page was not reloaded. Reload it in your browser."],
} as const;

/** Lets removals go ahead that were held for a person's word. */
export const confirm = ["action.confirm", "Remove {count} {records}"] as const;
export const confirmBusy = ["action.confirm_busy", "Removing…"] as const;
export const failedConfirm = ["action.failed.confirm", "Nothing was removed. Try again."] as const;

export const named = ["action.named", "{label}: {name}"] as const;
export const connect = ["action.connect", "Connect {service}"] as const;
export const reconnect = ["action.reconnect", "Reconnect {service}"] as const;
export const reconnectBusy = ["action.reconnect_busy", "Opening {service}…"] as const;
export const failedReconnect = ["action.failed.reconnect", "We could not connect. Try again."] as const;

/** Why the window of a reconnection came to nothing. */
export const windows = {
  blocked: ["action.window.blocked", "Your browser blocked the window. Allow pop-ups for this page, then try again."],
  cancelled: ["action.window.cancelled", "The window was closed before you finished."],
  denied: ["action.window.denied", "Access was not allowed. Try again and allow it."],
  wrong_account: [
    "action.window.wrong_account",
    "A different account was connected. Try again with the one you use here.",
  ],
} as const;
export const sameTab = ["action.same_tab", "Continue in this tab"] as const;
