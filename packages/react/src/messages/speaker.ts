import { embedded } from "./embedded.ts";
import type { Messages } from "./message.ts";
import { languageOf } from "./say-plainly.ts";
import type { Message, ParametersOf, PluralForms, Text } from "./text.ts";

/** Says a text in the given language, or in English when it lacks the text. */
export interface Speaker {
  readonly language: string;
  /** `count` chooses the plural category. */
  readonly say: <T extends Text>(text: T, parameters: ParametersOf<T[1]>, count?: number) => string;
  /** Plural forms that the product gave for its own nouns. */
  readonly plural: (forms: PluralForms, count: number) => string;
}

/** Text overrides are in `messages.language`; without it they are English. */
export function createSpeaker(messages: Partial<Messages> = {}): Speaker {
  const language = languageOf(messages);
  const given: Readonly<Record<string, Message | undefined>> = messages;
  const own = pluralRules(language);
  const english = pluralRules("en");
  return {
    language,
    say: ([key, text], parameters, count = 0) => {
      const replaced = given[key];
      if (replaced !== undefined) return fill(pick(replaced, own, count), parameters);
      return embedded(fill(pick(text, english, count), parameters), language);
    },
    plural: (forms, count) => pick(forms, own, count),
  };
}

type PluralRules = () => Intl.PluralRules;

/** Made when a plural is first said: many a widget says none. */
function pluralRules(language: string): PluralRules {
  let rules: Intl.PluralRules | undefined;
  return () => (rules ??= new Intl.PluralRules(language));
}

function pick(message: Message, rules: PluralRules, count: number): string {
  return typeof message === "string" ? message : (message[rules().select(count)] ?? message.other);
}

function fill(template: string, parameters: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
}
