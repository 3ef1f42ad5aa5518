export const status = ["announce.status", "{name}: {label}. {detail}"] as const;
export const statusOnly = ["announce.status_only", "{name}: {label}."] as const;
export const several = ["announce.several", { one: "{count} sync changed.", other: "{count} syncs changed." }] as const;
export const progress = ["announce.progress", "{name}: {progress}."] as const;
export const acknowledged = ["announce.acknowledged", "Marked as checked"] as const;
export const copied = ["announce.copied", "Reference copied"] as const;
