import type { RoomMessages } from "../message.ts";

export const status: RoomMessages<"status"> = {
  "status.loading": "جارٍ التحقق من الحالة…",
  "status.not_connected": "غير متصل",
  "status.pending": "بانتظار المزامنة",
  "status.syncing": "تجري المزامنة",
  "status.synced": "محدّث",
  "status.partial": "تمت مع مشكلات",
  "status.failed": "فشلت المزامنة",
  "status.reconnect": "تلزم إعادة الربط",
  "status.paused": "متوقفة مؤقتًا",
  "status.unknown": "الحالة غير متاحة",
  "status.reload": "تلزم إعادة التحميل",
  "status.overdue": "المزامنة متأخرة",
};
