/** Notices whose one text is a title, by their key behind `notice.`. */
export const noticeTitles = [
  "reload",
  "reconnect",
  "failed",
  "schema",
  "plan",
  "partial",
  "partial_some",
  "no_records",
  "slow_down",
] as const;
