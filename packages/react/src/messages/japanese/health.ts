import type { RoomMessages } from "../message.ts";

export const health: RoomMessages<"health"> = {
  "health.title": "稼働状況",
  "health.loading": "稼働状況を読み込んでいます",
  "health.unreadable": "この同期の稼働状況を読み込めませんでした。",
  "health.too_few": "履歴がまだ足りません。同期が{count}回終わると、ここに表示されます。",
  "health.rate": "成功率",
  "health.rate_sentence": "直近{total}回の同期のうち{complete}回が完了しました。",
  "health.freshness": "データの経過時間",
  "health.freshness_target": "想定の上限: {span}。",
  "health.freshness_plain": "最後に同期が完了してからの時間です。",
  "health.to_fix": "要修正",
  "health.to_fix_sentence": { other: "同期されていない{records}です。" },
  "health.recovery": "復旧までの時間",
  "health.recovery_sentence": "失敗した同期から次に完了した同期までの平均です。",
  "health.strip": "直近{total}回の同期(古い順): {summary}",
  "health.table": "表で表示",
  "health.finished": "終了",
  "health.result": "結果",
  "health.complete": "完了",
  "health.partial": "問題あり",
  "health.failed": "失敗",
};
