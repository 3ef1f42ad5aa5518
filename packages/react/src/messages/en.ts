import * as rooms from "./rooms.ts";
import type { Text } from "./text.ts";

/** A text, or several in one object. */
type TextsOf<Value> = Value extends Text ? Value : Value extends object ? Value[keyof Value] : never;
type TextsIn<Room> = Room extends object ? TextsOf<Room[keyof Room]> : never;
type EnglishText = Extract<TextsIn<(typeof rooms)[keyof typeof rooms]>, Text>;
type English = { readonly language: "en" } & { readonly [T in EnglishText as T[0]]: T[1] };

/** Everything that widgets say, in English, by key. Other languages have the same keys and placeholders. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler does not follow keys through `fromEntries`
export const en: English = Object.fromEntries([
  ["language", "en"],
  ...Object.values(rooms).flatMap(textsIn),
]) as English;

function textsIn(room: Readonly<Record<string, Text | Readonly<Record<string, Text>>>>): readonly Text[] {
  return Object.values(room).flatMap((value) => (isText(value) ? [value] : Object.values(value)));
}

function isText(value: Text | Readonly<Record<string, Text>>): value is Text {
  return Array.isArray(value);
}
