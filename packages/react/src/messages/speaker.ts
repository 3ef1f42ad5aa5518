import { directionOf } from "../format/foreign-name.ts";
import { en } from "./en.ts";
import type { Message, MessageKey, MessageParameters, Messages, PluralForms } from "./message.ts";

/** Says a text in the given language, or in English when it lacks the text. */
export interface Speaker {
  readonly language: string;
  /** `count` chooses the plural category. */
  readonly say: <K extends MessageKey>(key: K, parameters: MessageParameters<K>, count?: number) => string;
  /** Plural forms that the product gave for its own nouns. */
  readonly plural: (forms: PluralForms, count: number) => string;
}

/** Text overrides are in `messages.language`; without it they are English. */
export function createSpeaker(messages: Partial<Messages> = {}): Speaker {
  const language = messages.language ?? en.language;
  const own = new Intl.PluralRules(language);
  const english = language === en.language ? own : new Intl.PluralRules(en.language);
  return {
    language,
    say: (key, parameters, count = 0) => {
      const given: Message | undefined = messages[key];
      if (given !== undefined) return fill(pick(given, own, count), parameters);
      return embedded(fill(pick(en[key], english, count), parameters), language);
    },
    plural: (forms, count) => pick(forms, own, count),
  };
}

/** English among text that runs the other way keeps its own order (Unicode UAX 9, 2.7). */
function embedded(text: string, language: string): string {
  return directionOf(language) === "rtl" ? `\u2066${text}\u2069` : text;
}

function pick(message: Message, rules: Intl.PluralRules, count: number): string {
  return typeof message === "string" ? message : (message[rules.select(count)] ?? message.other);
}

function fill(template: string, parameters: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
}
