import type { en } from "./en.ts";
import type { Message, ParametersOf } from "./text.ts";

export type MessageKey = Exclude<keyof typeof en, "language">;

/** Everything that widgets say, in one language. `language` names it and decides plurals and direction. */
export type Messages = Readonly<Record<MessageKey, Message>> & { readonly language: string };

/** What a text needs to be said: the placeholders of the English one. */
export type MessageParameters<K extends MessageKey> = ParametersOf<(typeof en)[K]>;

/** The texts of one room in one language: those whose keys begin with its name. */
export type RoomMessages<Room extends string> = Pick<Messages, Extract<MessageKey, `${Room}.${string}`>>;
