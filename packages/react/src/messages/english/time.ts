export const justNow = ["time.just_now", "just now"] as const;
export const withinAMinute = ["time.within_a_minute", "in less than a minute"] as const;
