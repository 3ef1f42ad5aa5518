/** A sentence by plural category; `other` is always there (Unicode CLDR plural rules). */
export type PluralForms = { readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** What is said: a sentence with `{placeholders}`, or one per plural category of the number it is said with. */
export type Message = string | PluralForms;

/** A text that widgets say: the key under which a product replaces it, and its English. A bundle holds those that its widgets say, and no others. */
export type Text = readonly [key: string, english: Message];

type Template<M> = M extends string ? M : M[keyof M];
type Placeholder<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never;

/** What a message needs to be said: its placeholders. */
export type ParametersOf<M> = Readonly<Record<Placeholder<Template<M>>, string>>;
