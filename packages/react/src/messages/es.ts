import { action } from "./spanish/action.ts";
import { announce } from "./spanish/announce.ts";
import { detail } from "./spanish/detail.ts";
import { failure } from "./spanish/failure.ts";
import { fix } from "./spanish/fix.ts";
import { health } from "./spanish/health.ts";
import { history } from "./spanish/history.ts";
import { ledger } from "./spanish/ledger.ts";
import { list } from "./spanish/list.ts";
import { meta } from "./spanish/meta.ts";
import { next } from "./spanish/next.ts";
import { notice } from "./spanish/notice.ts";
import { noun } from "./spanish/noun.ts";
import { outbox } from "./spanish/outbox.ts";
import { progress } from "./spanish/progress.ts";
import { reason } from "./spanish/reason.ts";
import { receipt } from "./spanish/receipt.ts";
import { status } from "./spanish/status.ts";
import { summary } from "./spanish/summary.ts";
import { time } from "./spanish/time.ts";
import { widget } from "./spanish/widget.ts";
import type { Messages } from "./message.ts";

/** Everything that widgets say, in Spanish. */
export const es: Messages = {
  language: "es",
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
