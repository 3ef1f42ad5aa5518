import type { RoomMessages } from "../message.ts";

export const next: RoomMessages<"next"> = {
  "next.none": "يمكنك إعادة المحاولة.",
  "next.wait": "يمكنك إعادة المحاولة بعد بضع دقائق.",
  "next.reconnect": "لمتابعة المزامنة يلزم ربط {service} من جديد.",
  "next.grant": "يمكن لمشرف في {service} السماح بذلك.",
  "next.upgrade": "تتابع المزامنة بعد ترقية الخطة.",
  "next.fix": "بعد تصحيح البيانات ({records}) يمكنك المزامنة من جديد.",
  "next.space": "بعد توفير مساحة على هذا الجهاز يمكنك المزامنة من جديد.",
  "next.reload": "أعد تحميل الصفحة لعرض الحالة الحالية.",
  "next.report": "يمكنك التواصل مع الدعم مع ذكر الرقم المرجعي في الإيصال.",
};
