export const statuses = {
  loading: ["status.loading", "Checking status…"],
  not_connected: ["status.not_connected", "Not connected"],
  pending: ["status.pending", "Waiting to sync"],
  syncing: ["status.syncing", "Syncing"],
  synced: ["status.synced", "Up to date"],
  partial: ["status.partial", "Synced with issues"],
  failed: ["status.failed", "Sync failed"],
  reconnect: ["status.reconnect", "Reconnect needed"],
  paused: ["status.paused", "Paused"],
  unknown: ["status.unknown", "Status unavailable"],
} as const;

export const reload = ["status.reload", "Reload needed"] as const;
export const overdue = ["status.overdue", "Sync overdue"] as const;
