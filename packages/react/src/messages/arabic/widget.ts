import type { RoomMessages } from "../message.ts";

export const widget: RoomMessages<"widget"> = {
  "widget.broken": "تعذّر عرض هذه اللوحة.",
  "widget.reload": "إعادة التحميل",
  "widget.loading": "جارٍ تحميل حالة المزامنة",
};
