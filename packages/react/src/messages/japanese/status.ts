import type { RoomMessages } from "../message.ts";

export const status: RoomMessages<"status"> = {
  "status.loading": "状態を確認しています…",
  "status.not_connected": "未接続",
  "status.pending": "同期待ち",
  "status.syncing": "同期中",
  "status.synced": "最新",
  "status.partial": "問題あり",
  "status.failed": "同期失敗",
  "status.reconnect": "再接続が必要",
  "status.paused": "一時停止中",
  "status.unknown": "状態不明",
  "status.reload": "再読み込みが必要",
  "status.overdue": "同期の遅れ",
};
