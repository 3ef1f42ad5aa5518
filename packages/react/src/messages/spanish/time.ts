import type { RoomMessages } from "../message.ts";

export const time: RoomMessages<"time"> = {
  "time.just_now": "ahora mismo",
  "time.within_a_minute": "en menos de un minuto",
};
