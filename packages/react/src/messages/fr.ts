import { action } from "./french/action.ts";
import { announce } from "./french/announce.ts";
import { detail } from "./french/detail.ts";
import { failure } from "./french/failure.ts";
import { fix } from "./french/fix.ts";
import { health } from "./french/health.ts";
import { history } from "./french/history.ts";
import { ledger } from "./french/ledger.ts";
import { list } from "./french/list.ts";
import { meta } from "./french/meta.ts";
import { next } from "./french/next.ts";
import { notice } from "./french/notice.ts";
import { noun } from "./french/noun.ts";
import { outbox } from "./french/outbox.ts";
import { progress } from "./french/progress.ts";
import { reason } from "./french/reason.ts";
import { receipt } from "./french/receipt.ts";
import { status } from "./french/status.ts";
import { summary } from "./french/summary.ts";
import { time } from "./french/time.ts";
import { widget } from "./french/widget.ts";
import type { Messages } from "./message.ts";

/** Everything that widgets say, in French. */
export const fr: Messages = {
  language: "fr",
  ...action,
  ...announce,
  ...detail,
  ...failure,
  ...fix,
  ...health,
  ...history,
  ...ledger,
  ...list,
  ...meta,
  ...next,
  ...notice,
  ...noun,
  ...outbox,
  ...progress,
  ...reason,
  ...receipt,
  ...status,
  ...summary,
  ...time,
  ...widget,
};
