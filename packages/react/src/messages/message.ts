import type { en } from "./en.ts";

/** A sentence by plural category; `other` is always there (Unicode CLDR plural rules). */
export type PluralForms = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** One text: a sentence with `{placeholders}`, or one per plural category of the number it is said with. */
export type Message = string | PluralForms;

export type MessageKey = keyof typeof en;

/** Everything that widgets say, in one language. `language` names it and decides plurals and direction. */
export type Messages = Readonly<Record<MessageKey, Message>> & { readonly language: string };

type Template<M> = M extends string ? M : M[keyof M];
type Placeholder<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;

/** What a text needs to be said: the placeholders of the English one. */
export type MessageParameters<K extends MessageKey> = Readonly<Record<Placeholder<Template<(typeof en)[K]>>, string>>;
