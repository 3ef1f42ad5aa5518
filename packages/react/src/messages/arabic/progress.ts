import type { RoomMessages } from "../message.ts";

export const progress: RoomMessages<"progress"> = {
  "progress.of": "{done} من {total}",
  "progress.of_about": "{done} من نحو {total}",
  "progress.so_far": "{done} حتى الآن",
  "progress.of_records": "{done} من {total} {records}",
  "progress.of_about_records": "{done} من نحو {total} {records}",
  "progress.so_far_records": "{done} {records} حتى الآن",
  "progress.title": "تجري المزامنة: {records}",
  "progress.leave": "يمكنك مغادرة هذه الصفحة. سنواصل المزامنة.",
  "progress.close": "يمكنك إغلاق هذه الصفحة. تتابع المزامنة من حيث توقفت عند عودتك.",
  "progress.stay": "يلزم إبقاء هذه الصفحة مفتوحة حتى تكتمل المزامنة.",
  "progress.left": {
    zero: "الوقت المتبقي: نحو {minutes} دقيقة",
    one: "الوقت المتبقي: نحو {minutes} دقيقة",
    two: "الوقت المتبقي: نحو دقيقتين",
    few: "الوقت المتبقي: نحو {minutes} دقائق",
    many: "الوقت المتبقي: نحو {minutes} دقيقة",
    other: "الوقت المتبقي: نحو {minutes} دقيقة",
  },
};
