"use client";

export { StatusBadge } from "./widgets/badge/status-badge.tsx";
export type { StatusBadgeProps, SyncStatusBadgeState } from "./widgets/badge/badge-view.tsx";
