// What a page may call. Nothing else of the objects in the worker is in its reach. The type tests beside say what of each is left out.

export const engineMethods = ["start", "stop", "dispose"] as const;

/** Answered once. */
export const statusReads = [
  "snapshot",
  "snapshots",
  "streams",
  "history",
  "receipt",
  "failed",
  "outbox",
  "ledger",
  "health",
  "act",
  "records",
  "recordsBy",
  "record",
  "count",
] as const;

/** Answered again and again, until the page leaves. */
export const statusWatches = ["subscribe", "subscribeRecords"] as const;

export const connectionMethods = [
  "streams",
  "sync",
  "pull",
  "step",
  "schedule",
  "pause",
  "resume",
  "cancel",
  "reset",
  "backfill",
  "confirmRemovals",
  "disconnect",
  "erase",
  "reconnect",
  "dispose",
] as const;

export type EngineMethod = (typeof engineMethods)[number];
export type StatusRead = (typeof statusReads)[number];
export type StatusWatch = (typeof statusWatches)[number];
export type ConnectionMethod = (typeof connectionMethods)[number];
