import type { RoomMessages } from "../message.ts";

export const time: RoomMessages<"time"> = {
  "time.just_now": "gerade eben",
  "time.within_a_minute": "in weniger als einer Minute",
};
