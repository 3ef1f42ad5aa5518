import type { RoomMessages } from "../message.ts";

export const announce: RoomMessages<"announce"> = {
  "announce.status": "{name}: {label}。{detail}",
  "announce.status_only": "{name}: {label}。",
  "announce.several": { other: "{count}件の同期が変わりました。" },
  "announce.progress": "{name}: {progress}。",
  "announce.acknowledged": "確認済みにしました",
  "announce.copied": "参照番号をコピーしました",
};
