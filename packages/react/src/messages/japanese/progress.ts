import type { RoomMessages } from "../message.ts";

export const progress: RoomMessages<"progress"> = {
  "progress.of": "{total}件中{done}件",
  "progress.of_about": "約{total}件中{done}件",
  "progress.so_far": "{done}件完了",
  "progress.of_records": "{records}{total}件中{done}件",
  "progress.of_about_records": "{records}約{total}件中{done}件",
  "progress.so_far_records": "{records}{done}件完了",
  "progress.title": "{records}を同期しています",
  "progress.leave": "このページを離れても同期は続きます。",
  "progress.close": "このページを閉じても、戻ってくると続きから同期します。",
  "progress.stay": "同期が完了するまで、このページを開いたままにしてください。",
  "progress.left": { other: "残り約{minutes}分" },
};
