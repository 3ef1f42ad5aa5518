import type { RoomMessages } from "../message.ts";

export const time: RoomMessages<"time"> = {
  "time.just_now": "à l’instant",
  "time.within_a_minute": "dans moins d’une minute",
};
