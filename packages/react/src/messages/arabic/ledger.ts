import type { RoomMessages } from "../message.ts";
import { anyNumber } from "./any-number.ts";

export const ledger: RoomMessages<"ledger"> = {
  "ledger.loading": "جارٍ تحميل المقارنة",
  "ledger.unreadable": "تعذّر تحميل المقارنة.",
  "ledger.never": "لم تتم مقارنة الجانبين بعد.",
  "ledger.title": "مقارنة الجانبين",
  "ledger.stream": "السجلات",
  "ledger.here": "هنا",
  "ledger.there": "في {service}",
  "ledger.difference": "الفرق",
  "ledger.none": "لا فرق",
  "ledger.missing_here": "ناقص هنا: {count}",
  "ledger.missing_there": "ناقص في {service}: {count}",
  "ledger.differ": anyNumber("مختلف: {count}"),
  "ledger.agree": anyNumber("كل شيء متطابق: {count} {records}."),
  "ledger.disagree": anyNumber("غير متطابق: {count} {records}."),
  "ledger.compared": "آخر مقارنة: {when}.",
  "ledger.old": "هذه المقارنة أقدم من أن يُعتمد عليها.",
  "ledger.comparing": "جارٍ المقارنة…",
  "ledger.failed": "لم تنتهِ آخر مقارنة. هذه نتيجة المقارنة التي سبقتها.",
  "ledger.compare": "المقارنة الآن",
};
