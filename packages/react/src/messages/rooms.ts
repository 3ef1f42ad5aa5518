// Every text in English, by the part of a widget that says it.

export * as action from "./english/action.ts";
export * as announce from "./english/announce.ts";
export * as detail from "./english/detail.ts";
export * as failure from "./english/failure.ts";
export * as fix from "./english/fix.ts";
export * as health from "./english/health.ts";
export * as history from "./english/history.ts";
export * as ledger from "./english/ledger.ts";
export * as list from "./english/list.ts";
export * as meta from "./english/meta.ts";
export * as next from "./english/next.ts";
export * as notice from "./english/notice.ts";
export * as noun from "./english/noun.ts";
export * as outbox from "./english/outbox.ts";
export * as progress from "./english/progress.ts";
export * as reason from "./english/reason.ts";
export * as receipt from "./english/receipt.ts";
export * as status from "./english/status.ts";
export * as summary from "./english/summary.ts";
export * as time from "./english/time.ts";
export * as widget from "./english/widget.ts";
