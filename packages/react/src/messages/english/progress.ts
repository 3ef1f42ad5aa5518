export const of = ["progress.of", "{done} of {total}"] as const;
export const ofAbout = ["progress.of_about", "{done} of about {total}"] as const;
export const soFar = ["progress.so_far", "{done} so far"] as const;
export const ofRecords = ["progress.of_records", "{done} of {total} {records}"] as const;
export const ofAboutRecords = ["progress.of_about_records", "{done} of about {total} {records}"] as const;
export const soFarRecords = ["progress.so_far_records", "{done} {records} so far"] as const;
export const title = ["progress.title", "Syncing {records}"] as const;
export const leave = ["progress.leave", "You can leave this page. We’ll keep syncing."] as const;
export const close = [
  "progress.close",
  "You can close this page. The sync goes on from here when you come back.",
] as const;
export const stay = ["progress.stay", "Keep this page open until the sync is complete."] as const;
export const left = [
  "progress.left",
  { one: "About {minutes} minute left", other: "About {minutes} minutes left" },
] as const;
