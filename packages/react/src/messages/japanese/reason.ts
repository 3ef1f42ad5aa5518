import type { RoomMessages } from "../message.ts";

export const reason: RoomMessages<"reason"> = {
  "reason.not_a_record": "{service}からレコードではないものが送られました。",
  "reason.missing_key": "{service}から識別子のないレコードが送られました。",
  "reason.invalid_key": "{service}から、読み取れない識別子を持つレコードが送られました。",
  "reason.missing_cursor": "{service}から、最終変更日時のないレコードが送られました。",
  "reason.validation": "レコードの形式が想定と異なります。",
  "reason.mapping": "レコードをこちらの形式に変換できませんでした。",
  "reason.too_large": "レコードが保存できる大きさを超えています。",
  "reason.validation_field": "フィールド「{field}」の形式が想定と異なります。",
};
