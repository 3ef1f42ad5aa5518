import type { RoomMessages } from "../message.ts";

export const list: RoomMessages<"list"> = {
  "list.retry": "Erneut versuchen",
};
