import { action } from "./german/action.ts";
import { announce } from "./german/announce.ts";
import { detail } from "./german/detail.ts";
import { failure } from "./german/failure.ts";
import { fix } from "./german/fix.ts";
import { health } from "./german/health.ts";
import { history } from "./german/history.ts";
import { ledger } from "./german/ledger.ts";
import { list } from "./german/list.ts";
import { meta } from "./german/meta.ts";
import { next } from "./german/next.ts";
import { notice } from "./german/notice.ts";
import { noun } from "./german/noun.ts";
import { outbox } from "./german/outbox.ts";
import { progress } from "./german/progress.ts";
import { reason } from "./german/reason.ts";
import { receipt } from "./german/receipt.ts";
import { status } from "./german/status.ts";
import { summary } from "./german/summary.ts";
import { time } from "./german/time.ts";
import { widget } from "./german/widget.ts";
import type { Messages } from "./message.ts";

/** Everything that widgets say, in German. */
export const de: Messages = {
  language: "de",
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
