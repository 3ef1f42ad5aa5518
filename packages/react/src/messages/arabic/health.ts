import type { RoomMessages } from "../message.ts";
import { anyNumber } from "./any-number.ts";

export const health: RoomMessages<"health"> = {
  "health.title": "سلامة المزامنة",
  "health.loading": "جارٍ تحميل سلامة المزامنة",
  "health.unreadable": "تعذّر تحميل سلامة هذه المزامنة.",
  "health.too_few": "لا يوجد سجل كافٍ بعد. تظهر هنا بعد اكتمال هذا العدد من عمليات المزامنة: {count}.",
  "health.rate": "نسبة النجاح",
  "health.rate_sentence": "اكتملت {complete} من آخر {total} من عمليات المزامنة.",
  "health.freshness": "عمر البيانات",
  "health.freshness_target": "المتوقع كحد أقصى: {span}.",
  "health.freshness_plain": "منذ آخر مزامنة مكتملة.",
  "health.to_fix": "بحاجة إلى تصحيح",
  "health.to_fix_sentence": anyNumber("{records} دون مزامنة."),
  "health.recovery": "مدة التعافي",
  "health.recovery_sentence": "من مزامنة فاشلة إلى المزامنة المكتملة التالية، في المتوسط.",
  "health.strip": "آخر عمليات المزامنة وعددها {total}، الأقدم أولًا: {summary}",
  "health.table": "عرض كجدول",
  "health.finished": "وقت الانتهاء",
  "health.result": "النتيجة",
  "health.complete": "مكتملة",
  "health.partial": "مع مشكلات",
  "health.failed": "فاشلة",
};
