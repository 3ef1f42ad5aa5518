export const lastSynced = ["meta.last_synced", "Last synced {when}"] as const;
export const nextSync = ["meta.next_sync", "Next sync {when}"] as const;
export const old = ["meta.old", "Status from {when}"] as const;
