export const retry = ["list.retry", "Try again"] as const;
