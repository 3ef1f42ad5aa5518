export const steps = {
  none: "You can try again.",
  wait: "You can try again in a few minutes.",
  reconnect: "Reconnect {service} to keep syncing.",
  grant: "Ask an admin of {service} to allow it.",
  upgrade: "Upgrade the plan to keep syncing.",
  fix: "Correct the {records}, then sync again.",
  reload: "Reload the page to see the current status.",
  report: "Contact support with the reference on the receipt.",
} as const;

/** In place of `fix` where what is in the way is a full device. */
export const space = ["next.space", "Free some space on this device, then sync again."] as const;
