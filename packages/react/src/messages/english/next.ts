export const steps = {
  none: ["next.none", "You can try again."],
  wait: ["next.wait", "You can try again in a few minutes."],
  reconnect: ["next.reconnect", "Reconnect {service} to keep syncing."],
  grant: ["next.grant", "Ask an admin of {service} to allow it."],
  upgrade: ["next.upgrade", "Upgrade the plan to keep syncing."],
  fix: ["next.fix", "Correct the {records}, then sync again."],
  report: ["next.report", "Contact support with the reference on the receipt."],
} as const;
