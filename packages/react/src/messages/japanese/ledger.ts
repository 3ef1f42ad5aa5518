import type { RoomMessages } from "../message.ts";

export const ledger: RoomMessages<"ledger"> = {
  "ledger.loading": "比較を読み込んでいます",
  "ledger.unreadable": "比較を読み込めませんでした。",
  "ledger.never": "両側の比較はまだ行われていません。",
  "ledger.title": "両側の比較",
  "ledger.stream": "レコード",
  "ledger.here": "こちら",
  "ledger.there": "{service}",
  "ledger.difference": "差異",
  "ledger.none": "なし",
  "ledger.missing_here": "こちらにない: {count}件",
  "ledger.missing_there": "{service}にない: {count}件",
  "ledger.differ": { other: "内容が異なる: {count}件" },
  "ledger.agree": { other: "{records}{count}件がすべて一致しています。" },
  "ledger.disagree": { other: "{records}{count}件が一致していません。" },
  "ledger.compared": "比較: {when}。",
  "ledger.old": "この比較は古いため、信頼できません。",
  "ledger.comparing": "比較しています…",
  "ledger.failed": "前回の比較は終わりませんでした。表示しているのはその前の結果です。",
  "ledger.compare": "今すぐ比較",
};
