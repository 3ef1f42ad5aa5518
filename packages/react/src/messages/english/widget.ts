export const broken = ["widget.broken", "This panel could not be shown."] as const;
export const reload = ["widget.reload", "Reload"] as const;
export const loading = ["widget.loading", "Loading sync status"] as const;
