import * as action from "./english/action.ts";
import * as announce from "./english/announce.ts";
import * as detail from "./english/detail.ts";
import * as failure from "./english/failure.ts";
import * as fix from "./english/fix.ts";
import * as health from "./english/health.ts";
import * as history from "./english/history.ts";
import * as ledger from "./english/ledger.ts";
import * as list from "./english/list.ts";
import * as meta from "./english/meta.ts";
import * as next from "./english/next.ts";
import * as notice from "./english/notice.ts";
import * as noun from "./english/noun.ts";
import * as outbox from "./english/outbox.ts";
import * as progress from "./english/progress.ts";
import * as reason from "./english/reason.ts";
import * as receipt from "./english/receipt.ts";
import * as status from "./english/status.ts";
import * as summary from "./english/summary.ts";
import * as time from "./english/time.ts";
import * as widget from "./english/widget.ts";
import type { Text } from "./text.ts";

const before = [action, announce, detail, failure, fix, health, history, ledger, list, meta, next] as const;
const rooms = [...before, notice, noun, outbox, progress, reason, receipt, status, summary, time, widget] as const;

/** A text, or several in one object. */
type TextsOf<Value> = Value extends Text ? Value : Value extends object ? Value[keyof Value] : never;
type TextsIn<Room> = Room extends object ? TextsOf<Room[keyof Room]> : never;
type EnglishText = Extract<TextsIn<(typeof rooms)[number]>, Text>;
type English = { readonly language: "en" } & { readonly [T in EnglishText as T[0]]: T[1] };

/** Everything that widgets say, in English, by key. Other languages have the same keys and placeholders. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler does not follow keys through `fromEntries`
export const en: English = Object.fromEntries([["language", "en"], ...rooms.flatMap(textsIn)]) as English;

function textsIn(room: Readonly<Record<string, Text | Readonly<Record<string, Text>>>>): readonly Text[] {
  return Object.values(room).flatMap((value) => (isText(value) ? [value] : Object.values(value)));
}

function isText(value: Text | Readonly<Record<string, Text>>): value is Text {
  return Array.isArray(value);
}
