import * as rooms from "./rooms.ts";
import type { Text } from "./text.ts";

/** A text, or several in one object: those without a key have that of the room and their name. */
type TextsOf<Room extends string, Value> = Value extends Text
  ? Value
  : {
      [Name in keyof Value & string]: Value[Name] extends Text
        ? Value[Name]
        : readonly [`${Room}.${Name}`, Value[Name]];
    }[keyof Value & string];
type TextsIn<Name extends string, Room> = { [Key in keyof Room]: TextsOf<Name, Room[Key]> }[keyof Room];
type Rooms = typeof rooms;
type EnglishText = Extract<{ [Name in keyof Rooms]: TextsIn<Name, Rooms[Name]> }[keyof Rooms], Text>;
type English = { readonly language: "en" } & { readonly [T in EnglishText as T[0]]: T[1] };

/** Everything that widgets say, in English, by key. Other languages have the same keys and placeholders. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler does not follow keys through `fromEntries`
export const en: English = Object.fromEntries([
  ["language", "en"],
  ...Object.entries<Readonly<Record<string, Text | Table>>>(rooms).flatMap(([room, texts]) =>
    Object.values(texts).flatMap((value) => (isText(value) ? [value] : textsIn(room, value))),
  ),
]) as English;

type Table = Readonly<Record<string, Text | string>>;

function textsIn(room: string, table: Table): readonly Text[] {
  return Object.entries(table).map(([name, text]) => (typeof text === "string" ? [`${room}.${name}`, text] : text));
}

function isText(value: Text | Table): value is Text {
  return Array.isArray(value);
}
