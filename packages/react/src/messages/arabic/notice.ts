import type { RoomMessages } from "../message.ts";
import { anyNumber } from "./any-number.ts";

export const notice: RoomMessages<"notice"> = {
  "notice.reload": "أعد تحميل الصفحة لعرض الحالة الحالية",
  "notice.reconnect": "يلزم ربط {service} من جديد لمتابعة المزامنة",
  "notice.access_ended": "ليس لدينا وصول إلى {service}.",
  "notice.nothing_lost": "لم يُفقد شيء.",
  "notice.failed": "فشلت آخر مزامنة",
  "notice.schema": "تغيّرت بنية البيانات في {service}",
  "notice.schema_body": "توقفت المزامنة حتى لا تختلط البيانات. يمكنك التواصل مع الدعم مع ذكر الرقم المرجعي في الإيصال.",
  "notice.plan": "تتابع المزامنة بعد ترقية الخطة",
  "notice.partial": "تعذّرت مزامنة {failed} من {total} {records}",
  "notice.held_back": anyNumber("دون مزامنة: {count} {records}"),
  "notice.held_back_body": anyNumber("وُضعت جانبًا في مزامنة سابقة. عند إعادة المحاولة يُقرأ كل شيء من جديد."),
  "notice.held_removals": anyNumber("غير موجود في {service}: {count} {records}"),
  "notice.held_removals_body": anyNumber(
    "البيانات محفوظة هنا تحسبًا للخطأ. يمكنك إزالتها هنا أيضًا، أو المزامنة من جديد بعد عودتها.",
  ),
  "notice.partial_some": "توجد {records} تعذّرت مزامنتها",
  "notice.no_records": "لم تتم قراءة أي سجل",
  "notice.no_records_body": "توجد {records} في {service}، لكن لم يصل منها شيء.",
  "notice.rest": anyNumber("الباقي محدّث ({count})."),
  "notice.none_synced": "لم يُحفظ أي منها.",
  "notice.slow_down": "وصل طلب من {service} بإبطاء الوتيرة",
  "notice.not_durable": "لن يُحفظ شيء عند إغلاق هذه الصفحة",
  "notice.not_durable_body": "لا يتيح هذا المتصفح مكانًا لحفظ البيانات. سيُقرأ كل شيء من جديد في الزيارة التالية.",
  "notice.overdue": "آخر مزامنة: {when}",
  "notice.remind": "التذكير لاحقًا",
  "notice.attempt": "المحاولة {n} من {max}",
  "notice.next_attempt": "المحاولة التالية: {time}",
};
