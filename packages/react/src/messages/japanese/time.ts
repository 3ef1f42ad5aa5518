import type { RoomMessages } from "../message.ts";

export const time: RoomMessages<"time"> = {
  "time.just_now": "たった今",
  "time.within_a_minute": "1 分以内",
};
