import type { RoomMessages } from "../message.ts";

export const widget: RoomMessages<"widget"> = {
  "widget.broken": "このパネルを表示できませんでした。",
  "widget.reload": "再読み込み",
  "widget.loading": "同期の状態を読み込んでいます",
};
