import type { RoomMessages } from "../message.ts";

export const announce: RoomMessages<"announce"> = {
  "announce.status": "{name}: {label}. {detail}",
  "announce.status_only": "{name}: {label}.",
  "announce.several": {
    zero: "لم تتغير أي مزامنة.",
    one: "تغيّرت مزامنة واحدة.",
    two: "تغيّرت مزامنتان.",
    few: "تغيّرت {count} مزامنات.",
    many: "تغيّرت {count} مزامنة.",
    other: "تغيّرت {count} مزامنة.",
  },
  "announce.progress": "{name}: {progress}.",
  "announce.acknowledged": "تم تسجيل التحقق",
  "announce.copied": "تم نسخ الرقم المرجعي",
};
