import type { RoomMessages } from "../message.ts";

export const outbox: RoomMessages<"outbox"> = {
  "outbox.sent": "すべての変更を送信しました",
  "outbox.waiting": { other: "{count}件の変更が送信待ちです" },
  "outbox.sending": { other: "{count}件の変更を送信しています…" },
  "outbox.offline": { other: "オフラインです。{count}件の変更をこのデバイスに保存しました。" },
  "outbox.offline_volatile": {
    other: "オフラインです。{count}件の変更が待機中です。このページを開いたままにしてください。",
  },
  "outbox.stuck": { other: "{count}件の変更を送信できませんでした" },
  "outbox.lost": { other: "{count}件の変更が、届いたか確認される前に失われました" },
  "outbox.lost_detail": {
    other:
      "このブラウザーが保存内容を削除したため、ここからは送信できません。{service}に届いているか確認してから、もう一度入力してください。",
  },
  "outbox.acknowledge": "確認済みにする",
  "outbox.acknowledge_busy": "保存しています…",
  "outbox.failed_acknowledge": "保存できませんでした。もう一度試してください。",
  "outbox.review": "確認",
  "outbox.since": "最も古い変更: {when}",
  "outbox.loading": "変更を確認しています…",
  "outbox.unreadable": "変更を確認できませんでした",
};
