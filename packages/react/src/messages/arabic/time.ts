import type { RoomMessages } from "../message.ts";

export const time: RoomMessages<"time"> = {
  "time.just_now": "الآن",
  "time.within_a_minute": "خلال أقل من دقيقة",
};
