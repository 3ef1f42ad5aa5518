import type { RoomMessages } from "../message.ts";

export const notice: RoomMessages<"notice"> = {
  "notice.reload": "ページを再読み込みすると現在の状態が表示されます",
  "notice.reconnect": "{service}を再接続すると同期が続きます",
  "notice.access_ended": "{service}にアクセスできません。",
  "notice.nothing_lost": "失われたものはありません。",
  "notice.failed": "前回の同期は失敗しました",
  "notice.schema": "{service}のデータ構造が変わりました",
  "notice.schema_body":
    "データが混ざらないように同期を止めました。同期の控えにある参照番号を添えて、サポートにお問い合わせください。",
  "notice.plan": "プランをアップグレードすると同期が続きます",
  "notice.partial": "{records}{total}件のうち{failed}件が未同期です",
  "notice.held_back": { other: "{records}{count}件が未同期です" },
  "notice.held_back_body": {
    other: "以前の同期で保留されました。再試行すると、すべてをもう一度読み込みます。",
  },
  "notice.held_removals": { other: "{records}{count}件が{service}にありません" },
  "notice.held_removals_body": {
    other: "誤りの場合に備えて、ここに残しています。ここからも削除するか、元に戻ってからもう一度同期してください。",
  },
  "notice.partial_some": "一部の{records}が未同期です",
  "notice.no_records": "レコードが 1 件も読み込まれませんでした",
  "notice.no_records_body": "{service}には{records}がありますが、何も送られてきませんでした。",
  "notice.rest": { other: "残りの{count}件は最新です。" },
  "notice.none_synced": "1 件も保存できませんでした。",
  "notice.slow_down": "{service}から速度を落とすよう求められました",
  "notice.not_durable": "このページを閉じると何も保存されません",
  "notice.not_durable_body":
    "このブラウザーにはデータを保存する場所がありません。次に開いたときは、すべてを読み直します。",
  "notice.overdue": "最終同期: {when}",
  "notice.remind": "後で通知",
  "notice.attempt": "試行 {n}/{max}",
  "notice.next_attempt": "次の試行: {time}",
};
