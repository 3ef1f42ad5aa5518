import { action } from "./japanese/action.ts";
import { announce } from "./japanese/announce.ts";
import { detail } from "./japanese/detail.ts";
import { failure } from "./japanese/failure.ts";
import { fix } from "./japanese/fix.ts";
import { health } from "./japanese/health.ts";
import { history } from "./japanese/history.ts";
import { ledger } from "./japanese/ledger.ts";
import { list } from "./japanese/list.ts";
import { meta } from "./japanese/meta.ts";
import { next } from "./japanese/next.ts";
import { notice } from "./japanese/notice.ts";
import { noun } from "./japanese/noun.ts";
import { outbox } from "./japanese/outbox.ts";
import { progress } from "./japanese/progress.ts";
import { reason } from "./japanese/reason.ts";
import { receipt } from "./japanese/receipt.ts";
import { status } from "./japanese/status.ts";
import { summary } from "./japanese/summary.ts";
import { time } from "./japanese/time.ts";
import { widget } from "./japanese/widget.ts";
import type { Messages } from "./message.ts";

/** Everything that widgets say, in Japanese. */
export const ja: Messages = {
  language: "ja",
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
