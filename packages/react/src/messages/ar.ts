import { action } from "./arabic/action.ts";
import { announce } from "./arabic/announce.ts";
import { detail } from "./arabic/detail.ts";
import { failure } from "./arabic/failure.ts";
import { fix } from "./arabic/fix.ts";
import { health } from "./arabic/health.ts";
import { history } from "./arabic/history.ts";
import { ledger } from "./arabic/ledger.ts";
import { list } from "./arabic/list.ts";
import { meta } from "./arabic/meta.ts";
import { next } from "./arabic/next.ts";
import { notice } from "./arabic/notice.ts";
import { noun } from "./arabic/noun.ts";
import { outbox } from "./arabic/outbox.ts";
import { progress } from "./arabic/progress.ts";
import { reason } from "./arabic/reason.ts";
import { receipt } from "./arabic/receipt.ts";
import { status } from "./arabic/status.ts";
import { summary } from "./arabic/summary.ts";
import { time } from "./arabic/time.ts";
import { widget } from "./arabic/widget.ts";
import type { Messages } from "./message.ts";

/** Everything that widgets say, in Arabic. Without an imperative, so that it speaks to women and men alike. */
export const ar: Messages = {
  language: "ar",
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
