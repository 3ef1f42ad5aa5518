import type { RoomMessages } from "../message.ts";

export const next: RoomMessages<"next"> = {
  "next.none": "もう一度試すことができます。",
  "next.wait": "数分後にもう一度試すことができます。",
  "next.reconnect": "{service}を再接続すると同期が続きます。",
  "next.grant": "{service}の管理者に許可を依頼してください。",
  "next.upgrade": "プランをアップグレードすると同期が続きます。",
  "next.fix": "{records}を修正してから、もう一度同期してください。",
  "next.space": "このデバイスの空き容量を増やしてから、もう一度同期してください。",
  "next.reload": "ページを再読み込みすると現在の状態が表示されます。",
  "next.report": "同期の控えにある参照番号を添えて、サポートにお問い合わせください。",
};
